package dev.canard.indexer.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NativeGuardTest {

    private final NativeGuard guard = new NativeGuard("the model");

    @Test
    @Timeout(60)
    void free_waitsForWhoUsesIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean end = new AtomicBoolean();
        AtomicBoolean freed = new AtomicBoolean();
        AtomicBoolean freedInUse = new AtomicBoolean();
        Thread user = Thread.ofPlatform()
                .start(() -> guard.run(() -> {
                    begun.countDown();
                    while (!end.get()) {
                        Thread.onSpinWait();
                    }
                    freedInUse.set(freed.get());
                }));
        begun.await();

        Thread closer = Thread.ofPlatform().start(() -> guard.free(() -> freed.set(true)));
        while (closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        end.set(true);
        user.join();
        closer.join();

        assertThat(freedInUse).isFalse();
        assertThat(freed).isTrue();
    }

    @Test
    void use_afterItWasFreed_isRefused() {
        guard.free(() -> {});

        assertThatThrownBy(() -> guard.use(() -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model is closed");
    }

    @Test
    void free_again_doesNothing() {
        AtomicInteger freed = new AtomicInteger();

        guard.free(freed::incrementAndGet);
        guard.free(freed::incrementAndGet);

        assertThat(freed).hasValue(1);
    }
}
