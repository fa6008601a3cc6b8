import "../shared/look/be-vietnam-pro.css";
import "../shared/look/shared.css";
import "./national.css";
import { openPage } from "../shared/frame/open-page.tsx";
import { nationalWords } from "./national-words.ts";
import { National } from "./national.tsx";

void openPage(National, nationalWords);
