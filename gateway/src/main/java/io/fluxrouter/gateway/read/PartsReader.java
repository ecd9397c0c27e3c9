package io.fluxrouter.gateway.read;

import tools.jackson.core.JsonToken;

/** Reads the content of a message that comes in parts: text, pictures, files, sound. */
final class PartsReader {
    private static final int TYPE = 0;
    private static final int TEXT = 1;
    private static final int IMAGE_URL = 2;

    private static final Fields FIELDS = Fields.of("type", "text", "image_url");
    private static final Fields IMAGE_FIELDS = Fields.within("image_url", "url");
    private static final byte[] DATA_URL = {'d', 'a', 't', 'a', ':', 'i', 'm', 'a', 'g', 'e'};

    private final BodyParser json;
    private final Facts facts;

    PartsReader(BodyParser json, Facts facts) {
        this.json = json;
        this.facts = facts;
    }

    /** Stands at the array; leaves after it. The text of the parts goes to {@code message}. */
    void read(SampledText message) {
        int index = 0;
        while (json.next() != JsonToken.END_ARRAY) {
            json.path().enterPart(index++);
            if (!json.at(JsonToken.START_OBJECT)) {
                throw BadBody.wrong(json.path().here(), "an object");
            }
            readPart(message);
        }
        json.path().leavePart();
    }

    private void readPart(SampledText message) {
        String type = "";
        int seen = 0;
        int field = json.nextField(FIELDS, seen);
        while (field != BodyParser.END) {
            if (field >= 0) seen |= 1 << field;
            switch (field) {
                case TYPE -> type = readType();
                case TEXT -> {
                    json.expect(JsonToken.VALUE_STRING, "text", "a string");
                    message.add(json.rawString());
                }
                case IMAGE_URL -> readImage();
                default -> json.skip();
            }
            field = json.nextField(FIELDS, seen);
        }
        boolean image = (seen & 1 << IMAGE_URL) != 0;
        count(type, image, (seen & 1 << TEXT) != 0);
    }

    private String readType() {
        json.expect(JsonToken.VALUE_STRING, "type", "a string");
        return json.string();
    }

    /** A part that has a picture is a picture, whatever it calls itself: pictures cost. */
    private void count(String type, boolean image, boolean text) {
        if (type.isEmpty()) throw BadBody.missing(json.path().of("type"));
        if (type.equals("text") && !text) throw BadBody.missing(json.path().of("text"));
        if (type.equals("image_url") && !image) throw BadBody.missing(json.path().of("image_url"));
        switch (type) {
            case "file", "input_file", "document" -> facts.files++;
            case "image", "input_image" -> facts.addImage();
            default -> {
                if (image) facts.addImage();
            }
        }
    }

    /** An object with a URL, or, as some clients write it, the URL itself. */
    private void readImage() {
        if (json.at(JsonToken.VALUE_STRING)) {
            readUrl();
            return;
        }
        json.expect(JsonToken.START_OBJECT, "image_url", "an object");
        int seen = 0;
        int field = json.nextField(IMAGE_FIELDS, seen);
        while (field != BodyParser.END) {
            if (field == BodyParser.UNKNOWN) {
                json.skip();
            } else {
                seen |= 1 << field;
                json.expect(JsonToken.VALUE_STRING, "image_url.url", "a string");
                readUrl();
            }
            field = json.nextField(IMAGE_FIELDS, seen);
        }
        if (seen == 0) throw BadBody.missing(json.path().of("image_url.url"));
    }

    /** Only the bytes of a picture are not text; an address is short and stays in the bound. */
    private void readUrl() {
        if (json.rawString().startsWith(DATA_URL)) facts.addImageData(json.stringSpan());
    }
}
