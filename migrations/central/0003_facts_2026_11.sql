-- Written by scripts/write-facts.ts from scripts/facts/*.tsv, which name their sources.
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-01-01', 'holiday', 'Tết Dương lịch', 'New Year''s Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-02-14', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-02-15', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-02-16', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-02-19', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-02-20', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-04-25', 'holiday', 'Giỗ Tổ Hùng Vương', 'Hung Kings'' Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-04-30', 'holiday', 'Ngày Chiến thắng', 'Reunification Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-05-01', 'holiday', 'Ngày Quốc tế Lao động', 'Labour Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-09-03', 'holiday', 'Quốc khánh (nghỉ bù)', 'National Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2018-12-31', 'holiday', 'Nghỉ hoán đổi với ngày 5/1', 'Day off, worked on 5 January', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-01-01', 'holiday', 'Tết Dương lịch', 'New Year''s Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-01-05', 'swap', 'Làm bù cho ngày 31/12', 'Worked for 31 December', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-02-04', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-02-05', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-02-06', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-02-07', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-02-08', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-04-15', 'holiday', 'Giỗ Tổ Hùng Vương (nghỉ bù)', 'Hung Kings'' Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-04-29', 'holiday', 'Nghỉ hoán đổi với ngày 4/5', 'Day off, worked on 4 May', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-04-30', 'holiday', 'Ngày Chiến thắng', 'Reunification Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-05-01', 'holiday', 'Ngày Quốc tế Lao động', 'Labour Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-05-04', 'swap', 'Làm bù cho ngày 29/4', 'Worked for 29 April', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2019-09-02', 'holiday', 'Quốc khánh', 'National Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2020-01-01', 'holiday', 'Tết Dương lịch', 'New Year''s Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2020-01-23', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2020-01-24', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2020-01-27', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2020-01-28', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2020-01-29', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2020-04-02', 'holiday', 'Giỗ Tổ Hùng Vương', 'Hung Kings'' Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2020-04-30', 'holiday', 'Ngày Chiến thắng', 'Reunification Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2020-05-01', 'holiday', 'Ngày Quốc tế Lao động', 'Labour Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2020-09-02', 'holiday', 'Quốc khánh', 'National Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-01-01', 'holiday', 'Tết Dương lịch', 'New Year''s Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-02-10', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-02-11', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-02-12', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-02-15', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-02-16', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-04-21', 'holiday', 'Giỗ Tổ Hùng Vương', 'Hung Kings'' Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-04-30', 'holiday', 'Ngày Chiến thắng', 'Reunification Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-05-03', 'holiday', 'Ngày Quốc tế Lao động (nghỉ bù)', 'Labour Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-09-02', 'holiday', 'Quốc khánh', 'National Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2021-09-03', 'holiday', 'Quốc khánh', 'National Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-01-03', 'holiday', 'Tết Dương lịch (nghỉ bù)', 'New Year''s Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-01-31', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-02-01', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-02-02', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-02-03', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-02-04', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-04-11', 'holiday', 'Giỗ Tổ Hùng Vương (nghỉ bù)', 'Hung Kings'' Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-05-02', 'holiday', 'Ngày Chiến thắng (nghỉ bù)', 'Reunification Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-05-03', 'holiday', 'Ngày Quốc tế Lao động (nghỉ bù)', 'Labour Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-09-01', 'holiday', 'Quốc khánh', 'National Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2022-09-02', 'holiday', 'Quốc khánh', 'National Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-01-02', 'holiday', 'Tết Dương lịch (nghỉ bù)', 'New Year''s Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-01-20', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-01-23', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-01-24', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-01-25', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-01-26', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-05-01', 'holiday', 'Ngày Quốc tế Lao động', 'Labour Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-05-02', 'holiday', 'Giỗ Tổ Hùng Vương (nghỉ bù)', 'Hung Kings'' Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-05-03', 'holiday', 'Ngày Chiến thắng (nghỉ bù)', 'Reunification Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-09-01', 'holiday', 'Quốc khánh', 'National Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2023-09-04', 'holiday', 'Quốc khánh (nghỉ bù)', 'National Day (in lieu)', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2026-01-02', 'holiday', 'Nghỉ hoán đổi với ngày 10/01', 'Day off, worked on 10 January', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2026-01-10', 'swap', 'Làm bù cho ngày 02/01', 'Worked for 2 January', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2026-02-16', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2026-02-19', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2026-02-20', 'holiday', 'Tết Nguyên đán', 'Lunar New Year', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2026-08-22', 'swap', 'Làm bù cho ngày 31/8', 'Worked for 31 August', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2026-08-31', 'holiday', 'Nghỉ hoán đổi với ngày 22/8', 'Day off, worked on 22 August', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
--> statement-breakpoint
INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES ('2026-09-01', 'holiday', 'Quốc khánh', 'National Day', 1)
  ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = excluded.confirmed;
