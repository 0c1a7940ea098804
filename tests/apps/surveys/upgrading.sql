-- What is put in once the tables stand at state 0002, when answers stood in clear.
INSERT INTO surveys_surveyform (id, code, version, title, sheets, xform, origin, kept_at, kept_by) VALUES ('FORM000000000001', 'work', '1', 'Work', '{}', '', '', '2026-01-05 10:00:00+00:00', 'staff')
INSERT INTO surveys_study (id, title, words, words_es, pairs, once, made_at, made_by, form_id) VALUES ('STUDY00000000001', 'Made up', 'We ask.', '', TRUE, 'x', '2026-01-05 10:00:00+00:00', 'staff', 'FORM000000000001')
INSERT INTO surveys_wave (id, part, name, code, state, moved_at, moved_by, study_id) VALUES ('WAVE000000000001', 'BEFORE', 'Before', 'code1', 'CLOSED', '2026-01-05 10:00:00+00:00', 'staff', 'STUDY00000000001')
INSERT INTO surveys_wave (id, part, name, code, state, moved_at, moved_by, study_id) VALUES ('WAVE000000000002', 'AFTER', 'After', 'code2', 'READY', '2026-01-05 10:00:00+00:00', 'staff', 'STUDY00000000001')
INSERT INTO surveys_surveydraft (id, mark, told, page, pair, begun_on, wave_id) VALUES ('DRAFT00000000001', 'm1', '{"more": "a canary"}', 1, '', '2026-01-05', 'WAVE000000000001')
INSERT INTO surveys_response (id, mark, answers, language, way, pair, taken_on, wave_id) VALUES ('ANSWER0000000001', 'm2', '{"works": "", "more": "ñ canary"}', 'es', 'WEB', 'p', '2026-01-05', 'WAVE000000000001')
