import "../shared/look/be-vietnam-pro.css";
import "../shared/look/shared.css";
import { openPage } from "../shared/frame/open-page.tsx";
import { EnrolPage } from "./enrol-page.tsx";
import { accountWords } from "./account-words.ts";

void openPage(EnrolPage, accountWords);
