package io.healthmon.javalin.page;

/** How a page is looked at. */
public enum Look {
    LIGHT_DESKTOP(false, 1280, 900),
    DARK_DESKTOP(true, 1280, 900),
    LIGHT_PHONE(false, 390, 844),
    DARK_PHONE(true, 390, 844);

    final boolean dark;
    final int width;
    final int height;

    Look(boolean dark, int width, int height) {
        this.dark = dark;
        this.width = width;
        this.height = height;
    }

    /** True if it is a phone. */
    public boolean phone() {
        return width < 500;
    }
}
