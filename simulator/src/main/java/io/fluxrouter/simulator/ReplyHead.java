package io.fluxrouter.simulator;

/** What every part of one reply repeats. {@code created} is in seconds since 1970. */
record ReplyHead(String id, long created, String model) {
    // One deployment has one fingerprint.
    private static final String FINGERPRINT = "fp_51a7c0ffee";

    /** The members up to the choices, opening brace included. */
    String openJson(String object) {
        return "{\"id\":\""
                + id
                + "\",\"object\":\""
                + object
                + "\",\"created\":"
                + created
                + ",\"model\":"
                + Json.quoted(model)
                + ",\"service_tier\":\"default\",\"system_fingerprint\":\""
                + FINGERPRINT
                + "\",\"choices\":[";
    }
}
