package io.healthmon.javalin.page;

import io.healthmon.alert.Suppression;

/** What did not happen to an alert, in a few words. */
final class Withheld {

    private Withheld() {}

    /** What did not happen; as part of the story of {@code told}'s alert, where its own service needs no name. */
    static String title(Suppression its, String told) {
        String name = its.service().equals(told) ? "" : its.service() + ": ";
        return name + words(its, name.isEmpty());
    }

    private static String words(Suppression its, boolean first) {
        String said = switch (its.cause()) {
            case SILENCE -> "not told, it is silenced";
            case MAINTENANCE -> "no alert, it is worked on";
            case START_PERIOD -> "no alert, it has just started";
            case DEPENDENCY ->
                "no alert of its own, it depends on " + its.because().orElse("another");
            case COMPONENT ->
                "no alert of its own, it complains of " + its.because().orElse("another");
            case CUT_OFF -> "no alert, the monitor is cut off";
            case UNDECIDED -> "no alert yet, " + its.because().orElse("another") + " is being checked";
        };
        return first ? Character.toUpperCase(said.charAt(0)) + said.substring(1) : said;
    }
}
