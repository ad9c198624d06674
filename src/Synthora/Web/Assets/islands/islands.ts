import "htmx.org";
import "htmx.org/dist/ext/hx-sse.js";
import "./confirm";
import "./hover-preview";
import "./script-editor";
import "./toasts";
import "./busy-forms";
import "./live-end";
import "./menus";
import "./file-drop";
import "./step-wizard";
import "./voice-samples";
import "./unsaved";
// After whatever may keep somebody on the page.
import "./loading";
import "./shortcuts";
import "./palette";
import "./storyboard";
import "./look-preview";
import "./library";
import "./rename-title";
import "./footage-tray";
import "./video-preview";
import "./tabs";
import "./time-zone";
import "./late";
import "./fonts";
import "./offline";

// For whoever measures how soon a page answers; htmx begins by a timer of its own that was set before this one.
setTimeout(() => performance.mark("ready"));
