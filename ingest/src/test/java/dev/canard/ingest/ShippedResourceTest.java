package dev.canard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShippedResourceTest {

    @Test
    void lines_listWithRemarksAndSpace_areThoseThatSaySomething() {
        assertThat(ShippedResource.lines(ShippedResourceTest.class, "list.txt")).containsExactly("one", "two # three");
    }

    @Test
    void bytes_fileThatIsNotThere_isRefusedWithItsName() {
        assertThatThrownBy(() -> ShippedResource.bytes(ShippedResourceTest.class, "none.txt"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none.txt");
    }
}
