import "../shared/look/be-vietnam-pro.css";
import "../shared/look/shared.css";
import "./console.css";
import { openPage } from "../shared/frame/open-page.tsx";
import { Console } from "./console.tsx";

openPage(Console);
