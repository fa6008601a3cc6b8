import "../shared/look/shared.css";
import "./fill.css";
import { openPage } from "../shared/frame/open-page.tsx";
import { Fill } from "./fill.tsx";

openPage(Fill);
