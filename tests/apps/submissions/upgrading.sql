-- What is put in once the tables stand at a state; :at, :hash, :batch and :bytes are filled in.
-- state 0004
INSERT INTO submissions_datacall (id, code, dataset, contract_version, year, title, words, opened_at, opened_by, closed_by) VALUES (1, 'FIGURES-2025', 'FIGURES', 1, 2025, '', '', :at, 'first-run:staff', '');
INSERT INTO submissions_datacall (id, code, dataset, contract_version, year, title, words, opened_at, opened_by, closed_by) VALUES (2, 'FIGURES-2024', 'FIGURES', 1, 2024, 'A title of its own', '', :at, 'first-run:staff', '');
INSERT INTO submissions_datacall (id, code, dataset, contract_version, year, title, words, opened_at, opened_by, closed_by) VALUES (3, 'LAW-2025', 'yearly_law_enforcement', 1, 2025, '', '', :at, 'first-run:staff', '');
INSERT INTO submissions_respondent (id, code, name, kind, town, district, mail, agency, is_active, added_at, added_by) VALUES ('OFFICE0000000001', 'MADE_UP_PD', 'Made-up PD', 'POLICE', 'NORWICH', '', 'records@made-up.example', '', TRUE, :at, 'first-run:staff');
INSERT INTO submissions_asked (id, call_id, respondent_id, asked_at, asked_by, nothing_by, excused_at, excused_by, excused_why) VALUES ('ASKED00000000001', 1, 'OFFICE0000000001', :at, 'staff', '', :at, 'staff', 'The office is new.');
INSERT INTO submissions_batch (id, call_id, organization, version, state, file_name, sha256, content, row_count, received_at, received_by, sent_by, accepted_by, sent_at, accepted_at) VALUES (:batch, 1, 'MADE_UP_PD', 1, 'ACCEPTED', 'a.csv', :hash, :bytes, 1, :at, 'clerk', 'clerk', 'staff', :at, :at);
INSERT INTO submissions_batchrow (id, batch_id, line, cells) VALUES (1, :batch, 2, '{"figure": "F001"}');
-- state 0005
INSERT INTO submissions_upload (id, organization, state, file_name, size, arrived, sha256, once, answers, began_at, began_by, until_at, batch, call_id) VALUES ('UPLOAD0000000001', 'MADE_UP_PD', 'WHOLE', 'b.csv', 9, 9, :hash, 'x', '{"sheet": "1"}', :at, 'clerk', :at, '', 1);
INSERT INTO submissions_mapping (id, organization, dataset, heading, field, said_at, said_by) VALUES (1, 'MADE_UP_PD', 'trainings', 'datum', 'held_on', :at, 'clerk');
-- state 0006
INSERT INTO submissions_answerlink (id, digest, made_at, made_by, ended_by, ended_how, call_id, respondent_id) VALUES ('LINK000000000001', :hash, :at, 'staff', '', '', 1, 'OFFICE0000000001');
INSERT INTO submissions_answerdraft (id, told, page, kept_at, kept_by, call_id, respondent_id) VALUES ('DRAFT00000000001', '{"0-a2": "4"}', 'PAGE000000000001', :at, 'link', 1, 'OFFICE0000000001');
-- state 0007
UPDATE submissions_batch SET totals = '{"count": "4"}';
-- state 0008
INSERT INTO submissions_ground (id, dataset, law, words, state, proposed_at, proposed_by, decided_at, decided_by, ended_by, respondent_id) VALUES ('GROUND0000000001', 'dcf_referrals', 'CGS_46A_170', 'Counsel, made up.', 'HELD', :at, 'ANN', :at, 'PAUL', '', 'OFFICE0000000001');
-- state 0009
INSERT INTO submissions_datacall (id, code, dataset, contract_version, year, title, words, opened_at, opened_by, closed_by) VALUES (4, 'FIGURES-2026', 'published_figures', 1, 2026, '', '', :at, 'first-run:staff', '');
-- state 0010
UPDATE submissions_respondent SET kind = 'CHIEF_STATES_ATTORNEY';
