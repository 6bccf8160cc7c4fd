package io.healthmon.check.http;

import io.healthmon.check.CheckerContext;

class NettyHttpProbeTest extends HttpProbeContract {

    @Override
    public HttpProbe probe(CheckerContext context) {
        return new NettyHttpProbe(context.clock(), context.executor());
    }

    @Override
    public boolean tellsPhases() {
        return true;
    }
}
