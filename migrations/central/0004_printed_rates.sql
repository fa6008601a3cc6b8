-- Written by scripts/write-facts.ts from scripts/facts/*.tsv, which name their sources.
INSERT INTO report_type (id, form_id, period_kind, cut_off_rule, deadline_working_days, valid_from) VALUES ('printed-rates-year', 'printed-rates', 'year', 'mid-month', 5, '2022-12-15')
  ON CONFLICT (id) DO UPDATE SET form_id = excluded.form_id, period_kind = excluded.period_kind, cut_off_rule = excluded.cut_off_rule, deadline_working_days = excluded.deadline_working_days, valid_from = excluded.valid_from;
