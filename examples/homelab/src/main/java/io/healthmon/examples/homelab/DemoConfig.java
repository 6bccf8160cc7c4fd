package io.healthmon.examples.homelab;

/** What the demo's monitor watches: the six services of the seed's table, every 5 s; and what a person is told about it. */
final class DemoConfig {

    private DemoConfig() {}

    /**
     * The configuration, as one would write it.
     *
     * @param port the monitor's own: the dashboard is the host itself
     */
    static String yaml(Homelab homelab, int port, String key) {
        return """
                api-keys:
                  - name: demo
                    key: %s
                spool-max: 64MB
                defaults:
                  interval: 5s
                  timeout: 3s
                services:
                  stream-bot:
                    url: %s
                    critical: true
                  discord-bot:
                    url: %s
                    critical: true
                  dashboard:
                    url: http://127.0.0.1:%d/api/health
                    critical: true
                  postgres:
                    type: postgres
                    critical: true
                  redis:
                    type: redis
                    url: %s
                    critical: true
                  minio:
                    url: %s
                """.formatted(
                        key,
                        homelab.addresses().get("stream-bot"),
                        homelab.addresses().get("discord-bot"),
                        port,
                        homelab.addresses().get("redis"),
                        homelab.addresses().get("minio"));
    }

    /** What to do next. */
    static String instructions(String url, String key, Homelab homelab) {
        String control = homelab.control().toString();
        return """

                healthmon watches a simulated homelab: six services, every 5 s.

                  address   %1$s
                  API key   %2$s

                See it: open %1$s in a browser, the first time with the set-up token
                that is printed above, by which you make yourself a user; or
                  curl -H "X-API-Key: %2$s" %1$s/api/health/status
                  curl -H "X-API-Key: %2$s" "%1$s/api/health/alerts?status=active"

                Break a service, and an alert is active within 20 s; repair it, and it resolves within 10 s:
                  curl -X POST %3$sbreak/stream-bot/unhealthy
                  curl -X POST %3$srepair/stream-bot

                Services: %4$s. Modes: %5$s.
                What is broken now: curl %3$s
                Stop with Ctrl-C; the history is kept.

                """.formatted(
                        url, key, control, String.join(", ", homelab.addresses().keySet()), Mode.words());
    }
}
