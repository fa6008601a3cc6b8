import "../shared/look/shared.css";
