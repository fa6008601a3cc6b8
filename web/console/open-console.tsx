import "./without-eval.ts";
import "../shared/look/be-vietnam-pro.css";
import "../shared/look/shared.css";
import "./console.css";
import "./worklist/worklist.css";
import { openPage } from "../shared/frame/open-page.tsx";
import { consoleWords } from "./console-words.ts";
import { Console } from "./console.tsx";

void openPage(Console, consoleWords);
