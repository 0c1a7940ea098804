// What stays of the design system's style sheet: the pieces we use, with all their kinds, and what a page names.
export default {
  css: ["node_modules/@uswds/uswds/dist/css/uswds.min.css"],
  content: ["src/fourfold/**/*.html", "src/fourfold/**/*.py"],
  fontFace: true,
  keyframes: true,
  safelist: {
    standard: [
      /^usa-(alert|breadcrumb|button|checkbox|current|error|fieldset|file-input|form|hint|input)/,
      /^usa-(label|legend|memorable-date|radio|select|skipnav|sr-only|table|textarea)/,
    ],
  },
};
