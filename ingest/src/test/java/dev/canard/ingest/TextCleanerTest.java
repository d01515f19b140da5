package dev.canard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.canard.event.Author;
import dev.canard.event.CleanText;
import dev.canard.event.Span;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCleanerTest {

    /** Far more than a slow machine needs, far less than anything quadratic in 100,000 characters takes. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static Stream<Arguments> examples() {
        return Stream.of(
                // Characters
                Arguments.of("plain text stays.", "plain text stays."),
                Arguments.of("", ""),
                Arguments.of(" \n\t ", ""),
                Arguments.of("cafe\u0301 \u1112\u1161\u11AB", "caf\u00E9 \uD55C"),
                Arguments.of("v\u200Bacc\u00ADine\uFEFF", "vaccine"),
                Arguments.of("a\uD800b\uDC00c\u0007", "abc"),
                Arguments.of("Z\u0351\u036Ba\u0300\u0301\u0302\u0303\u0304\u0305l", "Z\u0351\u00E0\u0301l"),
                Arguments.of("\u0939\u093F\u0928\u094D\u0926\u0940", "\u0939\u093F\u0928\u094D\u0926\u0940"),
                Arguments.of(
                        "no\uD83D\uDE00way \u2764\uFE0F at 30\u00B0C \u00A9 \u2265 5",
                        "no way at 30\u00B0C \u00A9 \u2265 5"),
                Arguments.of(
                        "\uD835\uDDE9\uD835\uDDEE\uD835\uDDF0\uD835\uDDF0\uD835\uDDF6\uD835\uDDFB\uD835\uDDF2 \uFF33\uFF2F\uFF33",
                        "Vaccine SOS"),
                Arguments.of("a\u00A0b\u2003c\r\nd\u2028e", "a b c\nd\ne"),
                // References
                Arguments.of(
                        "Q&amp;A &lt;you&gt; &#39;x&#x27; &nbsp; AT&T &copy 2020 &nosuch;",
                        "Q&A <you> 'x' AT&T &copy 2020 &nosuch;"),
                Arguments.of("zero&#8203;width", "zerowidth"),
                // Tags
                Arguments.of("Masks <b>kill</b>&lt;br/&gt;people.", "Masks kill people."),
                Arguments.of(
                        "\"<i>Masks</i>\": they kill.<p>All of <b><i>us</i></b>!", "\"Masks\": they kill. All of us!"),
                Arguments.of("Masks kill. <img src='x>' onerror=\"alert(1)\">", "Masks kill."),
                Arguments.of("<SCRIPT>masks kill</script>", "masks kill"),
                Arguments.of("a <b and c> d, x<y>z, I <3 you, <name>", "a <b and c> d, x<y>z, I <3 you, <name>"),
                Arguments.of("Masks <a href = 'https://a.example/x'>kill</a>", "Masks kill"),
                // Links
                Arguments.of("See https://a.example/x?y=1, then www.b.example.", "See , then ."),
                Arguments.of("Look: pic.twitter.com/Ab1 t.co/x1", "Look:"),
                Arguments.of("https://t.co/abc疫苗里有芯片", "疫苗里有芯片"),
                Arguments.of("https://a.example/xワクチンは毒です。", "ワクチンは毒です。"),
                Arguments.of("https://a.example/x백신은 독이다", "백신은 독이다"),
                Arguments.of("https://a.example/xวัคซีน", "วัคซีน"),
                Arguments.of("「https://a.example/x」を見て", "「 」を見て"),
                Arguments.of("看看https://t.co/x", "看看"),
                // Reposts and replies
                Arguments.of("RT @jane: masks kill", "masks kill"),
                Arguments.of("@bob @jane.bsky.social this is a lie", "this is a lie"),
                Arguments.of("@who says masks help", "who says masks help"),
                Arguments.of("@bob @who says masks help", "who says masks help"),
                Arguments.of("@jane@example.org says masks help", "jane says masks help"),
                Arguments.of("@bob @jane@example.org says masks help", "jane says masks help"),
                Arguments.of(".@POTUS lied", ".POTUS lied"),
                // Hashtags and mentions
                Arguments.of("#FakeNews about #COVID19 in #new_york", "Fake News about COVID 19 in new york"),
                Arguments.of("Masks kill. #covid #plandemic @news", "Masks kill."),
                Arguments.of("Masks kill! #covid", "Masks kill!"),
                Arguments.of("Masks kill #covid", "Masks kill covid"),
                Arguments.of("Masks kill via @jane", "Masks kill"),
                Arguments.of("I met @RandPaul", "I met Rand Paul"),
                Arguments.of("#covid #plandemic", "covid plandemic"),
                Arguments.of("#MetaReadsYourDMs says #5GKills", "Meta Reads Your DMs says 5G Kills"),
                Arguments.of(
                        "#COVID19Vaccine #2020Election #NHSFails #EUParliament x",
                        "COVID19 Vaccine 2020 Election NHS Fails EU Parliament x"),
                Arguments.of("the #stopthevaccine #iPhone #3DPrinting x", "the stopthevaccine i Phone 3D Printing x"),
                Arguments.of("Masks kill. #MasksDoNotWork #covid", "Masks kill.\nMasks Do Not Work"),
                Arguments.of("Masks kill #covid #MasksDoNotWork #FakeNews", "Masks kill\nMasks Do Not Work"),
                Arguments.of(
                        "Masks kill #MasksDoNotWork #MetaReadsYourDMs via @jane",
                        "Masks kill\nMasks Do Not Work\nMeta Reads Your DMs"),
                Arguments.of("Masks kill #MetaReadsYourDMs", "Masks kill\nMeta Reads Your DMs"),
                Arguments.of("so#glued#tags here", "so glued tags here"),
                Arguments.of("the #1 cause, C# and bob@example.org", "the #1 cause, C# and bob@example.org"),
                Arguments.of("ask @jane.bsky.social or @bob@social.example now", "ask jane or bob now"),
                // Decoration
                Arguments.of("Wow!!! Really!?! So.....", "Wow! Really? So..."),
                Arguments.of("one\n\n\n two  three\n=======\nfour", "one\ntwo three\n===\nfour"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void clean_examples(String original, String clean) {
        assertThat(TextCleaner.clean(original).text().value()).isEqualTo(clean);
        assertThat(TextCleaner.clean(original).text()).satisfies(text -> assertCopies(text, original));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # Look-alikes of another script
                    \u041D\u0410\u0410R\u0420 did n\u043Et \u0441\u0430us\u0435 th\u0435 quak\u0435 | HAARP did not cause the quake
                    \u0440\u0430\u0443 for v\u0430ccines | pay for vaccines
                    The \u0441\u043E\u0440 is here | The cop is here
                    Garlic is \u0430 cure | Garlic is a cure
                    \u0391\u039D\u03A4I-vax | ANTI-vax
                    \u1D20\u1D00\u1D04\u1D04\u026A\u0274\u1D07s kill | vaccines kill
                    \u24CB\u24D0\u24E7 and \uD83C\uDD71\uFE0F\uD83C\uDD78\uD83C\uDD76 | Vax and BIG
                    v\u034Faccine | vaccine
                    # Digits for letters
                    v4cc1nes | vaccines
                    M1CR0CH1PS | MICROCHIPS
                    the v@ccine, the gov3rnment! | the vaccine, the government!
                    m3mb3r5 0f c0ngr355 g3t fu11 54l4ry f0r l1f3 4ft3r 0n3 t3rm | members of congress get full salary for life after one term
                    # Letters kept apart
                    v a c c i n e s | vaccines
                    the v a c c i n e s kill | the vaccines kill
                    v.a.c.c.i.n.e.s. | vaccines.
                    V-A-C-C-I-N-E-S work | VACCINES work
                    v*a*c*c*i*n*e*s  k*i*l*l | vaccines kill
                    t h e v a c c i n e i s b a d | the vaccine is bad
                    t.h.e.v.a.c.c.i.n.e.i.s.b.a.d | the vaccine is bad
                    # Repeated letters
                    this is soooooo wrong | this is so wrong
                    goooood, noooo, tooo | good, no, too
                    RONALDOOOO Zelenskyyyyy | RONALDO Zelenskyy
                    """)
    void clean_disguisedWords_areUndone(String original, String clean) {
        assertThat(TextCleaner.clean(original).text().value()).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5G, 4K, H1N1, G7, B2B, P2P, R2D2, C3PO, MP3, mp4, 2nd, 21st, 1960s, 3am, 7pm, 10k, 3D, Y2K",
                "covid19, covid-19, SARS-CoV2, B117, A320, F150, i5, x86, w3c, k8s, i18n, 7up, 50cent, 100mg, CO2, H2O",
                "gr8 sk8er b4 l8r m8 2day 4ever, $3 million, A$AP, US$50, C$20, $$$, 1!, pass1",
                "b1gotry2 is v1.2.3 at 10.0.0.1, a1b2c3d4, deadbeef, 0x5f3759df, id 5e8ff9bf",
                "mail b0b@example.org or s1mple.example.com",
                "U.S.S.R., U. S. A., N.A.T.O, A.B.C.D.E., a b c d e f g, x-y-z-w, I, a, b, c, d",
                "A B C D, plan b a c, e-mail, J. R. R. Tolkien, A/B/C/D, L-G-B-T",
                "World War III, Louis XVIII, Henry VIII, www, xxx, aaaa, zzz, XXXL, AAA",
                "\u041F\u0440\u0430\u0432\u0434\u0430 \u0438 \u0441\u043E\u0440 \u0440\u0430\u0441\u0430",
                "\u0397 \u03B1\u03BB\u03AE\u03B8\u03B5\u03B9\u03B1 \u03BF \u03BD\u03BF\u03C5\u03C2 iPhone",
                "The \u03BD is a frequency, the \u03B1 variant is not",
                "Moscow says \u043D\u0435\u0442, \u0441\u043E\u0440 and \u0430",
                "\u03BC is 5, \u03BD is a frequency, 3 \u03BCm, \u0394t, \u03B1-synuclein, \u03C1 = 2, caf\u00E9, na\u00EFve",
                "\u6F22\u5B57 \u3053\u3093\u306B\u3061\u306F, \u05E9\u05DC\u05D5\u05DD, \u0645\u0631\u062D\u0628\u0627"
            })
    void clean_usualText_staysAsItIs(String text) {
        assertThat(TextCleaner.clean(text).text().value()).isEqualTo(text);
    }

    @Test
    void clean_disguisedWords_leadToTheOriginal() {
        String original = "The v.4.c.c vacc1nes and v a c c i n e s kill";
        CleanText clean = TextCleaner.clean(original).text();
        int start = clean.value().lastIndexOf("vaccines");

        assertThat(clean.toOriginal(new Span(start, start + 8)).of(original)).isEqualTo("v a c c i n e s");
    }

    @Test
    void clean_signature_namesTheAuthor() {
        CleanedText cleaned = TextCleaner.clean(
                "Masks don't work - they kill! https://t.co/a — Jane O'Doe \uD83E\uDD86 (@jane_doe) February 3, 2021");

        assertThat(cleaned.text().value()).isEqualTo("Masks don't work - they kill!");
        assertThat(cleaned.author()).isEqualTo(new Author("jane_doe", "Jane O'Doe"));
    }

    @Test
    void clean_noSignature_namesNobody() {
        assertThat(TextCleaner.clean("He wrote — Jane (@jane) February 3, 2021 — that masks kill")
                        .author())
                .isNull();
    }

    @Test
    void clean_links_areKeptInOrderAndOnce() {
        assertThat(TextCleaner.clean(
                                "https://b.example/?x=1&amp;y=2 (http://a.example/) https://b.example/?x=1&amp;y=2 WWW.c.example! <a href=\"https://d.example/y\">here</a>")
                        .links())
                .containsExactly(
                        "https://b.example/?x=1&y=2", "http://a.example/", "WWW.c.example", "https://d.example/y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RT @jane: Q&amp;A on #FakeNews!!! | Q&A | Q&amp;A",
                "RT @jane: Q&amp;A on #FakeNews!!! | Fake News | FakeNews",
                "@bob @jane Masks 😀 kill — Jane (@jane) May 1, 2020 | Masks kill | Masks 😀 kill",
                "see https://a.example/x masks kill | see masks | see https://a.example/x masks"
            })
    void clean_spans_leadToTheOriginal(String original, String part, String originalPart) {
        CleanText clean = TextCleaner.clean(original).text();
        int start = clean.value().indexOf(part);

        Span span = clean.toOriginal(new Span(start, start + part.length()));

        assertThat(span.of(original)).isEqualTo(originalPart);
    }

    @Test
    void clean_hostileTexts_staysAligned() {
        String[] parts = {
            "a",
            "Word",
            " ",
            "\n",
            "#Tag",
            "#",
            "@jane",
            "@",
            ".@x",
            "RT @a: ",
            "https://a.b/",
            "t.co/",
            "&amp;",
            "&#8203;",
            "&#xD800;",
            "&",
            "!",
            "?!",
            ".",
            "\uD83D\uDE00",
            "\uD83D",
            "\uDE00",
            "\u200D",
            "\uFE0F",
            "\u0301",
            "e\u0323\u0302",
            "\u1112\u1161\u11AB",
            "\u0344",
            "\uFB1D",
            "\u2126",
            "\uD835\uDDE9",
            "\uFF03",
            "\u0000",
            "\u202E",
            "\uE000",
            "\uFFFF",
            "<b>",
            "<a href='",
            "<a href=\"",
            "'>",
            "via",
            "—",
            " — A (@a) May 1, 2020",
            "\uD834\uDD5E",
            "\u0958",
            "=",
            "\t",
            "\u2028",
            "_",
            "1",
            "v4cc1ne",
            "v a c c i n e",
            "\u0440\u0430\u0443",
            "sooooo",
            "\uD83C\uDD70",
            "$"
        };
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            String hostile = random.ints(random.nextInt(60), 0, parts.length + 8)
                    .mapToObj(i -> i < parts.length ? parts[i] : String.valueOf((char) random.nextInt(0x10000)))
                    .collect(Collectors.joining());

            assertThatCode(() -> {
                        CleanText clean = TextCleaner.clean(hostile).text();
                        assertCopies(clean, hostile);
                        assertThat(clean.value())
                                .isEqualTo(clean.value().strip())
                                .doesNotContain("  ");
                    })
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }

    static Stream<Arguments> floods() {
        int size = 100_000;
        return Stream.of(
                        "\uD83D\uDE00",
                        "\uD83D\uDE00 ",
                        "#a",
                        "#a ",
                        "#aB@c",
                        "@a ",
                        "@a@a.b",
                        "@a.b-c@d",
                        "\u200B",
                        "a\u200B",
                        "\uD800",
                        "e\u0301\u0323",
                        "\u0301\u0323",
                        "\u1100\u1161\u11A8",
                        "&amp;",
                        "&a",
                        "\"'",
                        "<",
                        "<a b=\"",
                        "<a b='\" c=",
                        "<a b=c ",
                        "<b>",
                        " ",
                        "\n",
                        "\n ",
                        "!?",
                        "https://",
                        "https://a.b ",
                        "www.a.b\n",
                        "—",
                        "— (@a) ",
                        " - a",
                        "RT @a: ",
                        "via @a ",
                        "aB",
                        "#aB_c1",
                        "word ",
                        "#1",
                        "_",
                        "t.co/",
                        "a ",
                        "a.",
                        "v a c c i n e ",
                        "a1",
                        "a1 ",
                        "v4cc1ne ",
                        "1",
                        "$",
                        "aaa",
                        "nooo ",
                        "a\u0430",
                        "a\u0430 ",
                        "\u0430 ",
                        "\u0430",
                        "\u1D00",
                        "\uD83C\uDD70")
                .map(unit -> Arguments.of(unit.repeat(size / unit.length())));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("floods")
    void clean_floods_takeBoundedTime(String flood) {
        TextCleaner.clean(flood);

        assertThat(fastestOfThree(flood)).isLessThan(BOUND);
        assertCopies(TextCleaner.clean(flood).text(), flood);
    }

    @Test
    void clean_longSentence_takesBoundedTime() {
        String sentence = IntStream.range(0, 5_000).mapToObj(i -> "word" + i).collect(Collectors.joining(" ")) + ".";

        assertThat(TextCleaner.clean(sentence).text()).isEqualTo(CleanText.unchanged(sentence));
        assertThat(fastestOfThree(sentence)).isLessThan(BOUND);
    }

    /** CPU time, since the machine may be busy with something else. */
    private static Duration fastestOfThree(String text) {
        return IntStream.range(0, 3)
                .mapToObj(i -> {
                    long start = THREADS.getCurrentThreadCpuTime();
                    TextCleaner.clean(text);
                    return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
                })
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private static void assertCopies(CleanText clean, String original) {
        int cleanEnd = 0;
        int originalEnd = 0;
        for (CleanText.Run run : clean.runs()) {
            assertThat(run.length()).isPositive();
            assertThat(run.clean()).isGreaterThanOrEqualTo(cleanEnd);
            assertThat(run.original()).isGreaterThanOrEqualTo(originalEnd);
            cleanEnd = run.clean() + run.length();
            originalEnd = run.original() + run.length();
            assertThat(original.substring(run.original(), originalEnd))
                    .isEqualTo(clean.value().substring(run.clean(), cleanEnd));
        }
        assertThat(cleanEnd).isLessThanOrEqualTo(clean.value().length());
    }
}
