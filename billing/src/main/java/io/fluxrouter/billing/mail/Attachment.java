package io.fluxrouter.billing.mail;

/** A file that goes with a mail. */
public final class Attachment {
    private final String name;
    private final String type;
    private final byte[] content;

    /**
     * Throws {@link IllegalArgumentException} for what could become another header.
     *
     * @param name of the file, in letters and digits
     * @param type its media type
     */
    public Attachment(String name, String type, byte[] content) {
        if (!name.matches("[A-Za-z0-9._-]{1,100}") || !type.matches("[a-z]+/[a-z0-9.+-]+")) {
            throw new IllegalArgumentException("not the name and type of a file");
        }
        this.name = name;
        this.type = type;
        this.content = content.clone();
    }

    public String name() {
        return name;
    }

    public String type() {
        return type;
    }

    public byte[] content() {
        return content.clone();
    }
}
