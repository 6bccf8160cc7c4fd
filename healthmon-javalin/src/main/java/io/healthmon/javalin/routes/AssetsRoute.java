package io.healthmon.javalin.routes;

import io.healthmon.javalin.page.Assets;
import io.healthmon.javalin.wire.Answer;
import io.javalin.http.Context;

/** {@code GET /assets/{version}/{file}}: what pages are made of besides themselves. */
final class AssetsRoute implements Route {

    static final String PATH = "/assets/{version}/{file}";

    @Override
    public Answer answer(Context ctx) {
        return Assets.answer(ctx.pathParam("version"), ctx.pathParam("file"))
                .orElseThrow(() -> ServedPaths.nothingAt(ctx));
    }
}
