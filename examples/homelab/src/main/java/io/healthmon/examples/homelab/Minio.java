package io.healthmon.examples.homelab;

/** MinIO's health paths: all is in the code, the body is empty. Degraded, it is busy (429); unhealthy, it is not there (503). */
final class Minio extends HttpService {

    Minio(Gate gate) {
        super("minio", "/minio/health/live", gate);
    }

    @Override
    Answer answer(String path) {
        if (!path.startsWith("/minio/health/")) {
            return Answer.NOT_FOUND;
        }
        return switch (gate().mode()) {
            case DEGRADED -> Answer.empty(429);
            case UNHEALTHY -> Answer.empty(503);
            default -> Answer.empty(200);
        };
    }
}
