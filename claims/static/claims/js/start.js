/** What every page has; a page's own modules are named in its template. */
import "claims/theme"
import "claims/menus"
import "claims/dialogs"
import "claims/submit-once"
import "claims/shortcuts-page"
import "claims/command-palette"
import "claims/dropzone"
import "claims/live-progress"
