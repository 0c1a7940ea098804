"""
Survey instruments as the field writes them: XLSForms, read into plain values.

`read_workbook` and `read_folder` give the sheets, `form_of` the form with every problem by sheet
and row, `standing` what an answer asks next and what is wrong with it, `xform_of` what field apps
load. Nothing here raises for a bad form; it says what is wrong.
"""

from fourfold.reference.forms.answers import Refusal as Refusal
from fourfold.reference.forms.answers import Standing as Standing
from fourfold.reference.forms.answers import Why as Why
from fourfold.reference.forms.answers import choices_of as choices_of
from fourfold.reference.forms.answers import labels_of as labels_of
from fourfold.reference.forms.answers import standing as standing
from fourfold.reference.forms.book import code_book as code_book
from fourfold.reference.forms.book import redcap_dictionary as redcap_dictionary
from fourfold.reference.forms.form import SILENT as SILENT
from fourfold.reference.forms.form import Choice as Choice
from fourfold.reference.forms.form import Form as Form
from fourfold.reference.forms.form import FormProblem as FormProblem
from fourfold.reference.forms.form import Kind as Kind
from fourfold.reference.forms.form import Language as Language
from fourfold.reference.forms.form import Page as Page
from fourfold.reference.forms.form import Question as Question
from fourfold.reference.forms.in_packs import PackForm as PackForm
from fourfold.reference.forms.in_packs import pack_form as pack_form
from fourfold.reference.forms.in_packs import pack_forms as pack_forms
from fourfold.reference.forms.loops import reads as reads
from fourfold.reference.forms.paper import TIMES_ON_PAPER as TIMES_ON_PAPER
from fourfold.reference.forms.paper import PaperLine as PaperLine
from fourfold.reference.forms.paper import SkipWords as SkipWords
from fourfold.reference.forms.paper import paper_lines as paper_lines
from fourfold.reference.forms.paper import skip_words as skip_words
from fourfold.reference.forms.reading import form_of as form_of
from fourfold.reference.forms.repeats import more_of as more_of
from fourfold.reference.forms.sheets import Sheet as Sheet
from fourfold.reference.forms.sheets import Sheets as Sheets
from fourfold.reference.forms.sheets import read_folder as read_folder
from fourfold.reference.forms.sheets import read_workbook as read_workbook
from fourfold.reference.forms.sheets import workbook_of as workbook_of
from fourfold.reference.forms.taking import Taken as Taken
from fourfold.reference.forms.taking import take as take
from fourfold.reference.forms.xforms import xform_of as xform_of
