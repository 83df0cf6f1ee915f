/* Every page works without this file; each module improves one thing. */
import "./menus.js";
import "./article.js";
import "./signup.js";
