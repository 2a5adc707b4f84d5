package io.github.avatarsync.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.InvalidAvatarException.Code;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnifferTest {
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "webp"})
    void acceptedPicturesAreToldByTheirBytes(String extension) {
        byte[] file = Pictures.of(extension, Pictures.quarters(4, 4));
        assertEquals(extension, Sniffer.sniff(file).extension);
    }

    @ParameterizedTest
    @CsvSource({
        "0000001866747970686569630000000068656963, HEIC",
        "00000018667479706d696631000000006d696631, HEIC",
        "0000001c667479706d696631000000006d69663161766966, AVIF",
        "00000018667479706176696600000000, AVIF",
        "00000014667479707174202000000000, QuickTime",
        "255044462d312e37, PDF",
        "49492a0008000000, TIFF",
        "4d4d002a00000008, TIFF",
        "504b0304, ZIP",
        "424d46000000000000003600000028000000, BMP",
        "00000100, ICO",
        "0000000c4a584c200d0a870a, JPEG XL",
        "38425053, (PSD)",
        "52494646ffffffff41564920, AVI",
        "1a45dfa39342868101428101428101428288 6d6174726f736b61, Matroska",
        "0102030405060708, unknown format",
    })
    void otherFormatsAreRefusedByName(String hex, String name) {
        assertRefused(HexFormat.of().parseHex(hex.replace(" ", "")), name);
    }

    @ParameterizedTest
    @CsvSource({
        "<svg xmlns='http://www.w3.org/2000/svg'/>, SVG",
        "<?xml version='1.0'?><!-- x --><svg/>, SVG",
        "<!DOCTYPE html><p>, HTML",
        "<?xml version='1.0'?><a/>, XML",
        "Hello world, Text",
        "BM is not always a picture, Text",
    })
    void textIsRefusedByItsKind(String text, String name) {
        assertRefused(text.getBytes(StandardCharsets.UTF_8), name);
    }

    @Test
    void markupBeforeAPictureIsMarkup() {
        byte[] png = Pictures.png(Pictures.quarters(4, 4));
        assertRefused(Pictures.join(Pictures.latin(" <html>"), png), "HTML");
        assertRefused(Pictures.join(Pictures.latin("<svg>"), png), "SVG");
    }

    @Test
    void noBytesAreRefusedAsEmpty() {
        assertEquals(
                Code.EMPTY,
                assertThrows(InvalidAvatarException.class, () -> Sniffer.sniff(new byte[0]))
                        .code());
    }

    private static void assertRefused(byte[] head, String name) {
        InvalidAvatarException refusal = assertThrows(InvalidAvatarException.class, () -> Sniffer.sniff(head));
        assertEquals(Code.UNSUPPORTED_FORMAT, refusal.code());
        assertTrue(
                refusal.getMessage().contains(name + " is not supported")
                        || refusal.getMessage().contains(name + " video ("),
                refusal::getMessage);
    }
}
