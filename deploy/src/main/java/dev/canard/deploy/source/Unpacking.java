package dev.canard.deploy.source;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/** Unpacks what is packed, whatever its name says. */
final class Unpacking {

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int ZSTD_MAGIC = 0x28b52ffd;

    /** The window that dumps of whole platforms are packed with: 2 GB, which are taken only if a file asks for them. */
    private static final int LARGEST_WINDOW = 31;

    private Unpacking() {}

    /**
     * The content of a stream of gzip or Zstandard, which the first bytes tell; of any other the stream itself.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952: GZIP</a>
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878: Zstandard</a>
     */
    static InputStream of(InputStream in) throws IOException {
        byte[] start = in.readNBytes(Integer.BYTES);
        // Unlike a sequence of two streams it goes on where a file that had ended has grown.
        PushbackInputStream whole = new PushbackInputStream(in, Integer.BYTES);
        whole.unread(start);
        if (start.length < Integer.BYTES) {
            return whole;
        }
        int magic = ByteBuffer.wrap(start).getInt();
        if (magic == ZSTD_MAGIC) {
            return new ZstdInputStream(whole).setLongMax(LARGEST_WINDOW);
        }
        return magic >>> Short.SIZE == GZIP_MAGIC ? new GZIPInputStream(whole, 1 << 16) : whole;
    }
}
