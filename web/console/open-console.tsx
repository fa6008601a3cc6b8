import "../shared/look/be-vietnam-pro.css";
import "../shared/look/shared.css";
