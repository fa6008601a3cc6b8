import "../shared/look/shared.css";
import "./fill.css";
import { openPage } from "../shared/frame/open-page.tsx";
import { keepShell } from "../offline/keep-shell.ts";
import { Fill } from "./fill.tsx";
import { fetchEditorAhead } from "./later-pages.tsx";
import { fillWords } from "./fill-words.ts";

void openPage(Fill, fillWords);
fetchEditorAhead();
keepShell();
