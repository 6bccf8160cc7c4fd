package io.healthmon.javalin.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private TarArchiveOutputStream tar() throws IOException {
        return new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)));
    }

    private void unpack() throws IOException {
        Archive.unpack(new ByteArrayInputStream(bytes.toByteArray()), folder.resolve("in"));
    }

    private static void file(TarArchiveOutputStream tar, String name, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        entry.setSize(content.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, String to) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(to);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    @Test
    void filesAndLinks_areUnpacked_withTheirModes() throws IOException {
        try (TarArchiveOutputStream tar = tar()) {
            file(tar, "bin/tool", 0755);
            file(tar, "lib/a.so.1", 0644);
            link(tar, "lib/a.so", "a.so.1");
        }
        unpack();

        assertThat(folder.resolve("in/bin/tool")).hasContent("content").isExecutable();
        assertThat(Files.getPosixFilePermissions(folder.resolve("in/lib/a.so.1")))
                .hasSize(4);
        assertThat(folder.resolve("in/lib/a.so")).isSymbolicLink().hasContent("content");
    }

    @Test
    void entry_thatPointsOutside_isRefused() throws IOException {
        try (TarArchiveOutputStream tar = tar()) {
            file(tar, "../out", 0644);
        }
        assertThatIOException().isThrownBy(this::unpack).withMessage("the archive points outside of itself");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void link_thatPointsOutside_isRefused() throws IOException {
        try (TarArchiveOutputStream tar = tar()) {
            link(tar, "bin/x", "/etc/passwd");
        }
        assertThatIOException().isThrownBy(this::unpack).withMessage("the archive points outside of itself");
    }
}
