import "htmx.org";
import "htmx.org/dist/ext/hx-sse.js";
import "./confirm";
import "./hover-preview";
import "./script-editor";
import "./toasts";
import "./busy-forms";
import "./live-end";
