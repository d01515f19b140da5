package dev.canard.deploy.http.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.ConsoleSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.config.ConsoleSettings.User;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.event.Alert;
import dev.canard.event.Author;
import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.Rating;
import dev.canard.event.ShareCount;
import dev.canard.event.Verdict;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console's page in a real browser, on an embedded broker. Pictures of each view go to {@code target/screenshots}. */
@Timeout(120)
class ConsolePageIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Path PICTURES = Path.of("target", "screenshots");

    /** What must be read as words, and never as anything else. */
    private static final String SCRIPT = "<script>window.hacked = 1</script><svg onload='window.hacked = 2'>"
            + "<img src='https://evil.example/x.png' onerror='window.hacked = 3'>";

    private static final String FORMULA = "=HYPERLINK(\"https://evil.example\",\"win\")";
    private static final String TURNED = "\u202egnihtemos\u202c";

    private static Chromium chromium;

    @TempDir
    private static Path directory;

    private LocalPipeline local;
    private ConsoleServer server;
    private BrowserContext context;
    private Page page;
    private final List<String> troubles = new ArrayList<>();

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        Meters meters = new Meters(new SimpleMeterRegistry());
        local = LocalPipeline.start(
                CanardSettings.DEFAULTS,
                Files.createTempDirectory(directory, "broker"),
                new Topologies(CanardSettings.DEFAULTS, meters, InstantSource.system()),
                meters);
        serve(ConsoleSettings.DEFAULTS);
        open(1280, ColorScheme.LIGHT);
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        server.close();
        local.close();
        assertThat(troubles).isEmpty();
    }

    @Test
    void moderator_withTheKeyboardAlone_worksTenAlertsAndANarrative() throws Exception {
        // given a page that waits
        page.navigate(address());
        assertThat(page.locator("#connection")).hasText("live");
        assertThat(page.locator(".empty")).hasText("Nothing to do here.");

        // when alerts arrive
        send(IntStream.range(0, 30)
                .mapToObj(i -> Events.alert(
                        Events.post("p" + i, "Garlic cures the flu, says neighbour number " + i),
                        Events.debunk("d" + i % 3, "Garlic cures the flu " + "xyz".charAt(i % 3), Verdict.FALSE)))
                .toList());

        // then they are shown without being asked for
        assertThat(page.locator(".item")).hasCount(30);

        // when ten are decided on by one key each
        for (int i = 0; i < 10; i++) {
            Locator current = page.locator(".item[aria-current=true]");
            String id = current.getAttribute("data-id");
            page.keyboard().press(List.of("c", "d", "e").get(i % 3));
            page.waitForFunction("id => document.querySelector('.item[aria-current=true]')?.dataset.id !== id", id);
        }

        // then all ten hold
        assertThat(total("state=CONFIRMED")).isEqualTo(4);
        assertThat(total("state=DISMISSED")).isEqualTo(3);
        assertThat(total("state=ESCALATED")).isEqualTo(3);

        // when the last of them is undone
        page.keyboard().press("u");
        assertThat(page.locator("#connection")).hasText("Undone.");
        assertThat(total("state=CONFIRMED")).isEqualTo(3);

        // when what is left of a narrative is dismissed
        press("nav a[href='#narratives']");
        assertThat(page.locator("article")).hasCount(3);
        press("article >> nth=0 >> text=Its alerts");
        assertThat(page.getByText("All claims")).isVisible();
        assertThat(page.locator(".item")).not().hasCount(21);
        int left = page.locator(".item").count();
        int dismissed = total("state=DISMISSED");
        press("text=Dismiss all…");
        assertThat(page.locator("dialog h2")).hasText("dismiss " + left + " alerts");
        press("dialog button[type=submit]");
        assertThat(page.locator("#connection")).hasText(left + " done, 0 skipped.");
        assertThat(page.locator(".item")).hasCount(0);
        assertThat(total("state=DISMISSED")).isEqualTo(dismissed + left);

        // then it can be undone
        press("text=Undo " + left);
        assertThat(page.locator(".item")).hasCount(left);
        assertThat(total("state=DISMISSED")).isEqualTo(dismissed);

        // when one searches
        press("text=All claims");
        assertThat(page.locator(".item")).hasCount(21);
        String words = page.locator(".item .words").last().innerText();
        String number = words.substring(words.lastIndexOf(' ') + 1);
        page.keyboard().press("/");
        page.keyboard().type("neighbour " + number);
        page.keyboard().press("Enter");
        assertThat(page.locator(".item")).hasCount(1);
        assertThat(page.locator(".item .words")).hasText(words);

        // then what is found can be taken along
        Download file = page.waitForDownload(() -> press("text=CSV"));
        assertThat(file.suggestedFilename()).isEqualTo("alerts.csv");
        assertThat(Files.readString(file.path())).contains(words).hasLineCount(2);
    }

    @Test
    void alertThatSomebodyReads_isNotTakenAwayWhileOthersDecide() throws Exception {
        // given somebody who reads an alert below the first page
        send(IntStream.range(0, 60)
                .mapToObj(i -> Events.alert(
                        Events.post("p" + i, "Garlic cures the flu, says neighbour number " + i),
                        Events.debunk("d", "Garlic cures the flu", Verdict.FALSE)))
                .toList());
        page.navigate(address());
        assertThat(page.locator(".item")).hasCount(50);
        press("button:has-text('More')");
        assertThat(page.locator(".item")).hasCount(60);
        page.locator(".item").nth(55).click();
        Locator current = page.locator(".item[aria-current=true]");
        String read = current.getAttribute("data-id");

        // when others decide on another
        dismiss(page.locator(".item").nth(3).getAttribute("data-id"));

        // then
        assertThat(page.locator(".item")).hasCount(59);
        assertThat(current).hasAttribute("data-id", read);

        // when they decide on this one
        dismiss(read);

        // then it stays, and tells of it, until one goes on
        assertThat(page.locator("section .card h2").first()).containsText("dismissed");
        assertThat(current).hasAttribute("data-id", read);
        page.keyboard().press("k");
        assertThat(current).not().hasAttribute("data-id", read);
    }

    @Test
    void list_thatAsksByItself_doesNotTakeAwayAPageThatCameMeanwhile() {
        // given what the page asks for once it follows changes, whose answer is late
        send(IntStream.range(0, 60)
                .mapToObj(i -> Events.alert(
                        Events.post("p" + i, "Garlic cures the flu, says neighbour number " + i),
                        Events.debunk("d", "Garlic cures the flu", Verdict.FALSE)))
                .toList());
        CompletableFuture<Route> late = new CompletableFuture<>();
        page.route("**/api/alerts?*limit=50*", late::complete);
        page.navigate(address());
        assertThat(page.locator(".item")).hasCount(50);
        page.waitForCondition(late::isDone);

        // when
        press("button:has-text('More')");
        assertThat(page.locator(".item")).hasCount(60);

        // then it asks for as many as there are now
        page.waitForResponse("**/api/alerts?*limit=60*", () -> late.join().resume());
        assertThat(page.locator(".item")).hasCount(60);
    }

    @Test
    void list_thatIsAnsweredLate_doesNotReplaceOneThatWasAskedForAfterIt() throws Exception {
        // given
        send(IntStream.range(0, 5)
                .mapToObj(i -> Events.alert(
                        Events.post("p" + i, "Garlic cures the flu, says neighbour number " + i),
                        Events.debunk("d" + i % 2, "Garlic cures the flu", i % 2 == 0 ? Verdict.FALSE : Verdict.SCAM)))
                .toList());
        page.navigate(address());
        assertThat(page.locator(".item")).hasCount(5);
        CompletableFuture<Route> late = new CompletableFuture<>();
        page.route("**/api/alerts?*verdict=SCAM*", late::complete);

        // when
        page.locator("select[name=verdict]").selectOption("SCAM");
        page.waitForCondition(late::isDone);
        page.locator("select[name=verdict]").selectOption("FALSE");
        assertThat(page.locator(".item")).hasCount(3);
        page.waitForResponse("**/api/alerts?*verdict=SCAM*", () -> late.join().resume());
        page.waitForResponse("**/api/alerts/*", () -> page.keyboard().press("j"));

        // then
        assertThat(page.locator(".item")).hasCount(3);
    }

    @Test
    void hostilePosts_areInertOnThePageAndInExportsAndInTheStream() throws Exception {
        // given
        page.navigate(address());
        assertThat(page.locator("#connection")).hasText("live");
        HttpResponse<Stream<String>> stream = CLIENT.send(
                HttpRequest.newBuilder(URI.create(address() + "api/stream"))
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", "an-older-process")
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        List<String> texts = List.of(
                SCRIPT, FORMULA, TURNED + " harmless", "Garlic " + "x".repeat(3_000), "two\nlines\r\n\r\ndata: {}");

        // when every field is hostile
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            alerts.add(Events.alert(hostilePost(i + SCRIPT, texts.get(i)), hostileDebunk(i + SCRIPT, texts.get(i))));
        }
        send(alerts);
        assertThat(page.locator(".item")).hasCount(texts.size());

        // then nothing of it runs, is fetched, turns a line round or makes the page wider
        for (int i = 0; i < texts.size(); i++) {
            page.locator(".item").nth(i).click();
            assertThat(page.locator(".item").nth(i)).hasAttribute("aria-current", "true");
            assertThat(page.locator("main .quote")).hasCount(2);
            assertInert();
            press(".card .pair button >> nth=0");
            assertThat(page.locator("dialog h2")).hasText("This is no address of the web");
            assertInert();
            page.keyboard().press("Escape");
        }
        for (String view : List.of("narratives", "debunks", "check", "quality", "replays")) {
            press("nav a[href='#" + view + "']");
            assertThat(page.locator("nav a[aria-current]")).hasAttribute("href", "#" + view);
            assertInert();
        }

        // and a spreadsheet calculates nothing
        String csv = get("api/alerts.csv");
        assertThat(csv).contains("'=HYPERLINK");
        assertThat(Pattern.compile("(^|,)\"?[=+@-]", Pattern.MULTILINE)
                        .matcher(csv)
                        .find())
                .isFalse();

        // and the stream holds none of it
        List<String> lines = new ArrayList<>();
        try (Stream<String> all = stream.body()) {
            var line = all.iterator();
            while (alerts.stream().anyMatch(alert -> lines.stream().noneMatch(each -> each.contains(alert.id())))) {
                lines.add(line.next());
            }
        }
        assertThat(lines)
                .allMatch(line -> line.matches(
                        "|:.*|event: (case|reset)|id: [a-z0-9]+-\\d+|data: \\{(\"ids\":\\[(\"[\\w-]+\",?)+])?\\}"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyView_wideAndOnAPhone_hasNoSeriousBarrier(ColorScheme scheme) throws Exception {
        // given
        send(IntStream.range(0, 12)
                .mapToObj(i -> Events.alert(
                        i == 3
                                ? hostilePost("h", SCRIPT + FORMULA)
                                : Events.post("p" + i, "Garlic cures the flu, says neighbour number " + i),
                        Events.debunk("d" + i % 3, "Garlic cures the flu " + i % 3, Verdict.FALSE)))
                .toList());
        passedOn(new ShareCount("p1", 1_200, 34, Events.START), new ShareCount("p4", 0, 1, Events.START));
        for (int width : List.of(1280, 390)) {
            context.close();
            open(width, scheme);
            String name = scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width + "-";

            // when, then
            page.navigate(address());
            assertThat(page.locator(".item")).hasCount(12);
            assertThat(page.locator("main .quote")).hasCount(2);
            assertThat(page.locator(".item").first()).containsText("passed on 1,234 times");
            assertThat(page.locator("main section .pair"))
                    .containsText("passed on 1,234 times (1,200 reposts, 34 quotes)");
            assertThat(page.locator("main section"))
                    .containsText("in the last hour; passed on 1,235 times (1,200 reposts, 35 quotes).");
            check(name + "alerts");
            page.keyboard().press("x");
            assertThat(page.locator(".item.chosen")).hasCount(1);
            check(name + "selected");
            page.keyboard().press("?");
            assertThat(page.locator("dialog")).isVisible();
            check(name + "keys");
            page.keyboard().press("Escape");
            press("text=Confirm all…");
            assertThat(page.locator("dialog")).isVisible();
            check(name + "bulk");
            page.keyboard().press("Escape");
            page.locator("select[name=state]").selectOption("WITHDRAWN");
            assertThat(page.locator(".empty")).isVisible();
            check(name + "empty");
            press("nav a[href='#narratives']");
            assertThat(page.locator("article")).hasCount(3);
            assertThat(page.getByText("passed on 1,235 times (1,200 reposts, 35 quotes)"))
                    .isVisible();
            assertThat(page.getByText("no repost or quote seen")).hasCount(2);
            check(name + "narratives");
            press("nav a[href='#debunks']");
            assertThat(page.locator("table")).isVisible();
            check(name + "debunks");
            press("nav a[href='#quality']");
            assertThat(page.locator("svg.curve")).isVisible();
            page.locator("#threshold").fill("95");
            assertThat(page.locator("dd").first()).hasText("0.95");
            assertThat(page.locator("dd").nth(1)).hasText("0 instead of 12");
            check(name + "quality");
        }
        page.navigate("about:blank");
        server.close();
        serve(ConsoleSettings.DEFAULTS.withUsers(List.of(new User("ann", Role.MODERATOR, "0".repeat(64)))));
        troubles.clear();
        page.navigate(address());
        assertThat(page.locator("dialog h2")).hasText("Your token");
        check(scheme.name().toLowerCase(java.util.Locale.ROOT) + "-390-token");
        // The browser tells of each answer 401.
        troubles.removeIf(each -> each.contains("401"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void alert_onAPhone_takesThePlaceOfTheList_untilOneGoesBack(ColorScheme scheme) {
        // given
        send(IntStream.range(0, 12)
                .mapToObj(i -> Events.alert(
                        Events.post("p" + i, "Garlic cures the flu, says neighbour number " + i),
                        Events.debunk("d" + i % 3, "Garlic cures the flu " + i % 3, Verdict.FALSE)))
                .toList());
        context.close();
        open(390, scheme);
        page.navigate(address());
        assertThat(page.locator(".item")).hasCount(12);
        assertThat(page.locator("main section")).isHidden();
        String name = scheme.name().toLowerCase(java.util.Locale.ROOT) + "-390-";
        check(name + "list");

        // when
        page.locator(".item").nth(5).click();

        // then
        assertThat(page.locator("main section")).isVisible();
        assertThat(page.locator("main section .quote").first()).isVisible();
        assertThat(page.locator(".item").first()).isHidden();
        check(name + "alert");

        // when one decides, the next alert is shown
        String text = page.locator("main section .quote").first().innerText();
        page.locator("main section .actions button").first().click();
        assertThat(page.locator("main section .quote").first()).not().hasText(text);
        assertThat(page.locator("main section")).isVisible();

        // when
        page.goBack();

        // then
        assertThat(page.locator("main section")).isHidden();
        assertThat(page.locator(".item").first()).isVisible();

        // when
        page.locator(".item").nth(2).click();
        assertThat(page.locator("main section")).isVisible();
        page.locator(".back").click();

        // then
        assertThat(page.locator("main section")).isHidden();
    }

    @Test
    void analyst_asksWhatIf_seesItDoneAndCompared_andPutsItIntoForce() throws Exception {
        // given what production has left behind
        ReplaySamples.send(local, SCRIPT + FORMULA + TURNED);
        page.navigate(address() + "#replays");
        assertThat(page.locator("main .empty")).hasText("No replay yet.");

        // when a replay is described
        page.locator("input[name=threshold]").fill("0.05");
        page.locator("input[name=name]").fill("lower");
        page.keyboard().press("Enter");
        assertThat(page.locator("main [role=status] dl")).containsText("at most " + ReplaySamples.POSTS);
        check("light-1280-replays-preview");

        // and started
        press("main [role=status] button");

        // then it is seen to run and to end without being asked for
        Locator replay = page.locator(".replay[data-name=lower]");
        assertThat(replay).isFocused();
        assertThat(replay.locator("progress")).isVisible();
        check("light-1280-replays-running");
        assertThat(replay.locator(".tag"))
                .hasText("finished", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        assertThat(page.locator("#connection")).hasText("lower: finished");

        // when nobody has decided
        press(".replay >> text=Promote…");

        // then that speaks against it
        assertThat(page.locator("dialog li")).containsText("decided on none");
        assertThat(page.locator("dialog input[name=force]")).hasAttribute("required", "");
        check("light-1280-replays-refused");
        page.keyboard().press("Escape");

        // when some are confirmed, and it is compared
        ReplaySamples.confirm(local, 3);
        press(".replay >> text=Compare");

        // then the page tells what is different
        int more = ReplaySamples.POSTS - ReplaySamples.ALERTS;
        assertThat(page.locator(".comparison .counts")).containsText(more + " new");
        assertThat(page.locator(".comparison tbody tr").nth(1)).containsText("100% (44% to 100%) of 3");
        press(".comparison details[data-kind=NEW] summary");
        assertThat(page.locator(".comparison details[data-kind=NEW] .difference"))
                .hasCount(more);
        assertInert();
        check("light-1280-replays");
        Download file = page.waitForDownload(() -> press(".comparison >> text=Report"));
        assertThat(Files.readString(file.path())).contains("canard replay diff lower");

        // when it is promoted, and taken back
        press(".replay >> text=Promote…");
        assertThat(page.locator("dialog li")).hasCount(0);
        press("dialog button[type=submit]");
        assertThat(page.locator("section[aria-label=Policy]")).containsText("threshold 0.05");
        press("text=Take back…");
        page.locator("dialog textarea").fill(SCRIPT);
        press("dialog button[type=submit]");
        assertThat(page.locator("section[aria-label=Policy] tbody tr")).hasCount(2);
        assertThat(page.locator("section[aria-label=Policy] > p"))
                .containsText("threshold " + MatchPolicy.DEFAULTS.threshold());
        assertInert();

        // then it can be read on a phone at night
        context.close();
        open(390, ColorScheme.DARK);
        page.navigate(address() + "#replays");
        press(".replay >> text=Compare");
        press(".comparison details[data-kind=NEW] summary");
        check("dark-390-replays");
    }

    @Test
    void analyst_checksATextOfAPost_andSeesWhatWouldBecomeOfIt() {
        // given
        ReplaySamples.send(local, "");
        page.navigate(address() + "#check");

        // when
        page.locator("textarea").fill("Garlic cures the flu within a day. " + SCRIPT + TURNED);
        press("main button[type=submit]");

        // then
        assertThat(page.locator("main h2").first())
                .containsText("alert", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        assertThat(page.locator("article mark").first()).hasText("Garlic");
        assertInert();
        check("light-1280-check");

        // when it is none
        page.locator("textarea").fill(" ");
        press("main button[type=submit]");

        // then
        assertThat(page.locator("main [role=alert]")).containsText("text");
        troubles.removeIf(each -> each.contains("400"));

        // then it can be read on a phone at night
        context.close();
        open(390, ColorScheme.DARK);
        page.navigate(address() + "#check");
        page.locator("textarea").fill("Garlic cures the flu within a day.");
        press("main button[type=submit]");
        assertThat(page.locator("article")).hasCount(1);
        check("dark-390-check");
    }

    @Test
    void user_whoLogsInByAnIssuer_canLeave_andIsToldWhenTheSessionHasEnded() throws Exception {
        // given
        server.close();
        try (TestIssuer issuer = TestIssuer.start()) {
            issuer.user = Map.of("preferred_username", "ann", "groups", "checkers");
            serve(ConsoleSettings.DEFAULTS.withOidc(issuer.settings("", "")));

            // when
            page.navigate(address());
            assertThat(page.locator("dialog h2")).hasText("Log in, or enter a token");
            check("login");
            press("dialog button");

            // then
            assertThat(page.locator("#user")).containsText("ann (moderator)");
            assertThat(page.locator("#connection")).hasText("live");
            check("logged-in");

            // when
            press("#user button");

            // then
            assertThat(page.locator("dialog h2")).hasText("Log in, or enter a token");

            // when the session ends behind the page's back
            press("dialog button");
            assertThat(page.locator("#user")).containsText("ann (moderator)");
            context.clearCookies();
            press("nav a[href='#debunks']");

            // then
            assertThat(page.locator("main [role=alert] p")).hasText("Your session has ended.");
            check("session-ended");
            press("main button");
            assertThat(page.locator("#user")).containsText("ann (moderator)");

            // when there is no role
            issuer.user = Map.of("preferred_username", SCRIPT);
            page.navigate(address() + "login");

            // then
            assertThat(page.locator("[role=alert]")).containsText("has no role here");
            assertThat(page.evaluate("window.hacked")).isNull();
            check("no-role");
            troubles.removeIf(
                    each -> each.contains("401") || each.contains("403") || each.startsWith(issuer.address()));
        }
    }

    @Test
    void firstLoad_isLight(TestReporter reporter) throws Exception {
        send(List.of(Events.alert("p", "d")));

        page.navigate(address());
        assertThat(page.locator("main .quote")).hasCount(2);

        int bytes = ((Number)
                        page.evaluate(
                                "[...performance.getEntriesByType('navigation'),"
                                        + " ...performance.getEntriesByType('resource')].reduce((sum, each) => sum + each.transferSize, 0)"))
                .intValue();
        Object shown = page.evaluate("Math.round(performance.now())");
        Object loaded = page.evaluate("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)");
        reporter.publishEntry(
                "first load", "%d bytes, loaded after %s ms, alert seen by %s ms".formatted(bytes, loaded, shown));
        assertThat(bytes).isBetween(1, 300_000);
    }

    private void check(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
        assertThat(new AxeBuilder(page)
                        .analyze().getViolations().stream()
                                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                                .map(rule -> rule.getId() + " " + rule.getNodes()))
                .as(name)
                .isEmpty();
        assertThat(isTooWide()).as("%s is wider than its window", name).isFalse();
    }

    /** As somebody else does. */
    private void dismiss(String alert) throws Exception {
        String order = "{\"key\":\"%1$s\",\"alertId\":\"%1$s\",\"action\":\"DISMISS\"}".formatted(alert);
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(address() + "api/decisions"))
                        .header("Content-Type", "application/json")
                        .header("X-Canard-Request", "1")
                        .POST(HttpRequest.BodyPublishers.ofString(order))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.body()).contains(alert);
    }

    private void assertInert() {
        assertThat(page.evaluate("window.hacked")).isNull();
        assertThat(page.locator("main script, main img, main [onload], main [onerror], dialog img, main a"))
                .hasCount(0);
        assertThat(page.locator("body").innerText()).doesNotContain("\u202e");
        assertThat(isTooWide()).isFalse();
    }

    private boolean isTooWide() {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth > innerWidth");
    }

    /** As one does without a mouse. */
    private void press(String selector) {
        page.locator(selector).first().press("Enter");
    }

    private void open(int width, ColorScheme scheme) {
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, width < 600 ? 844 : 800)
                        .setColorScheme(scheme));
        page = context.newPage();
        page.onPageError(troubles::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                troubles.add(message.text());
            }
        });
        page.onDialog(dialog -> {
            troubles.add(dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(address()) && !request.url().startsWith("blob:")) {
                troubles.add(request.url());
            }
        });
    }

    private void serve(ConsoleSettings settings) throws InterruptedException {
        server = ConsoleServer.start(
                local.settings().withConsole(settings),
                local.replays(),
                new Meters(new SimpleMeterRegistry()),
                InstantSource.system());
    }

    private void send(List<Alert> alerts) {
        Topic<String, Alert> topic = local.topics().alerts();
        try (KafkaProducer<String, Alert> producer = new KafkaProducer<>(
                local.clientProperties(),
                topic.keys().serializer(),
                topic.values().serializer())) {
            alerts.forEach(alert -> producer.send(new ProducerRecord<>(topic.name(), alert.id(), alert)));
        }
    }

    private void passedOn(ShareCount... counts) {
        Topic<String, ShareCount> topic = local.topics().shareCounts();
        try (KafkaProducer<String, ShareCount> producer = new KafkaProducer<>(
                local.clientProperties(),
                topic.keys().serializer(),
                topic.values().serializer())) {
            for (ShareCount count : counts) {
                producer.send(new ProducerRecord<>(topic.name(), count.postId(), count));
            }
        }
    }

    private static Post hostilePost(String id, String text) {
        Post plain = Events.post(id, text);
        return new Post(
                plain.id(),
                plain.text(),
                plain.clean(),
                new Author(SCRIPT + TURNED, FORMULA),
                SCRIPT + TURNED,
                "en",
                List.of("javascript:window.hacked=4//" + SCRIPT),
                plain.createdAt(),
                plain.arrivedAt());
    }

    private static Debunk hostileDebunk(String id, String text) {
        Debunk plain = Events.debunk(id, text, Verdict.FALSE);
        return new Debunk(
                plain.id(),
                text,
                SCRIPT,
                SCRIPT,
                SCRIPT,
                new Rating(Verdict.FALSE, SCRIPT + TURNED, "text:false"),
                FORMULA + SCRIPT + TURNED,
                "javascript:window.hacked=5",
                plain.published(),
                "en",
                List.of(),
                plain.indexedAt());
    }

    private int total(String query) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(get("api/alerts?" + query))
                .get("total")
                .asInt();
    }

    private String get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create(address() + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String address() {
        return server.address("/").toString();
    }
}
