package io.healthmon.javalin.page;

/**
 * A page that says that there is none.
 *
 * @param service what the host calls itself
 * @param status of the answer
 * @param sentence what is wrong
 */
public record ErrorPage(String service, int status, String sentence) {

    /** The page's title. */
    public String title() {
        return switch (status) {
            case 401, 403 -> "Not for you";
            case 404 -> "Nothing here";
            case 429 -> "Too fast";
            case 503 -> "Not now";
            default -> status < 500 ? "That can't be" : "Something went wrong";
        };
    }
}
