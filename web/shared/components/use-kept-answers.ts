import { useState } from "react";

/** Answers kept in this tab until they are sent: a conflict, a reload or a closed dialog loses nothing that was written. */
export function useKeptAnswers<Answers extends object>(name: string, empty: Answers): [Answers, change: (answers: Answers) => void, forget: () => void] {
  const [answers, setAnswers] = useState<Answers>(() => ({ ...empty, ...(JSON.parse(sessionStorage.getItem(name) ?? "{}") as Partial<Answers>) }));
  const change = (next: Answers) => {
    setAnswers(next);
    sessionStorage.setItem(name, JSON.stringify(next));
  };
  return [answers, change, () => sessionStorage.removeItem(name)];
}
