import "../shared/look/be-vietnam-pro.css";
import "../shared/look/shared.css";
import "./home.css";
import { openPage } from "../shared/frame/open-page.tsx";
import { HomePage } from "./home-page.tsx";
import { homeWords } from "./home-words.ts";

void openPage(HomePage, homeWords);
