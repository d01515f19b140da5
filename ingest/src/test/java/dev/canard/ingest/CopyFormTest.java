package dev.canard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Events;
import dev.canard.event.Post;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyFormTest {

    private static final String ORIGINAL =
            "The government hides that 1,500 people died of the new vaccine in March, ask your doctor about it.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THE GOVERNMENT HIDES THAT 1,500 PEOPLE DIED OF THE NEW VACCINE IN MARCH, ASK YOUR DOCTOR ABOUT IT!!!",
                "RT @patriot_77: The government hides that 1500 people died of the new vaccine in March... ask your doctor about it",
                "🔥🔥 The government hides that 1,500 people died — of the new vaccine — in March 💉 ask your doctor about it 😱",
                "The government hides that 1,500 people died of the new vaccine in March, ask your doctor about it. https://t.co/abc #truth #WakeUp",
                "The government hides that 1,500 people died of the new vaccine in March, ask your doctor about it! #health Please share! 🔥 #truth RT",
                "BREAKING: The government hides that 1,500 people died of new vaccine in March, ask your doctor about it. Please share!!",
                "Thе gоvernment hides that 1,500 people died of the new v4ccine in March, ask your doctor about it.",
                "The governmnet hides that 1,500 poeple died of the new vaccine in March, ask your doctor about it."
            })
    void isCopyOf_disguise_true(String copy) {
        assertThat(form(copy).isCopyOf(form(ORIGINAL))).isTrue();
        assertThat(form(ORIGINAL).isCopyOf(form(copy))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The government hides that 1,500 people died of the new vaccine in March, ask your doctor about it. This is false.",
                "FALSE: The government hides that 1,500 people died of the new vaccine in March, ask your doctor about it.",
                "The government never hides that 1,500 people died of the new vaccine in March, ask your doctor about it.",
                "The government hides that 2,500 people died of the new vaccine in March, ask your doctor about it.",
                "The government hides that 1.5 people died of the new vaccine in March, ask your doctor about it.",
                "The government hides that 1,500 people died of the new vaccine in March, ask your doctor about it?",
                "The government hides that 1,500 people died of the new vaccine in March, ask your doctor about it. #MasksDoNotWork Please share!",
                "The government hides that 1,500 people died of the new vaccine in March, ask your doctor about it. #health Please share?",
                "❌ The government hides that 1,500 people died of the new vaccine in March, ask your doctor about it.",
                "The government hides that 1,500 people died of the old vaccine in March, ask your doctor about it.",
                "The government hides that 1,500 people died of the new vaccine in March, ask your doctor about it, lol sure."
            })
    void isCopyOf_changeOfWhatIsSaid_false(String other) {
        assertThat(form(other).isCopyOf(form(ORIGINAL))).isFalse();
        assertThat(form(other).fingerprint()).isNotEqualTo(form(ORIGINAL).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "safe|unsafe",
                "legal|illegal",
                "done|dont",
                "could|couldnt",
                "form|from",
                "three|there",
                "Biden|Trump"
            })
    void isCopyOf_anotherWord_false(String words) {
        List<String> pair = List.of(words.split("\\|"));
        String sentence = "Everybody in our town knows that these things are %s by now, says my doctor";

        assertThat(form(sentence.formatted(pair.getFirst())).isCopyOf(form(sentence.formatted(pair.getLast()))))
                .isFalse();
    }

    @Test
    void isCopyOf_fewWordsMisspelled_false() {
        assertThat(form("Vaccines contain microchips").isCopyOf(form("Vacines contain microchips")))
                .isFalse();
    }

    @Test
    void of_textThatIsOnlyACall_keepsIt() {
        assertThat(form("Please share!").words()).containsExactly("please", "share");
    }

    @Test
    void of_noWords_isEmpty() {
        assertThat(form("😱😱 https://t.co/abc").words()).isEmpty();
    }

    @Test
    void of_scriptWithoutSpaces_hasAWordForEachCharacter() {
        assertThat(form("疫苗含有芯片").words()).containsExactly("疫", "苗", "含", "有", "芯", "片");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "टीके से लड़का मरा|टीके से लड़की मरी",
                "টিকা খারাপ|টাকা খারাপ",
                "பட்டம்|பாட்டம்",
                "はか|ばか",
                "カス|ガス",
                "ไม่|ไม้",
                "هل اللقاح آمن؟|هل اللقاح آمن",
                "Είναι ασφαλές\u037E|Είναι ασφαλές"
            })
    void fingerprint_markThatIsNoAccentOrQuestionMark_makesAnother(String pair) {
        List<String> texts = List.of(pair.split("\\|"));

        assertThat(form(texts.getFirst()).fingerprint())
                .isNotEqualTo(form(texts.getLast()).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Das Café öffnet 1\u0301500|Das Cafe offnet 1500",
                "Чай|Чаи",
                "ά|α",
                "שָׁלוֹם|שלום",
                "اللِّقاح|اللقاح"
            })
    void fingerprint_accents_makeNoDifference(String pair) {
        List<String> texts = List.of(pair.split("\\|"));

        assertThat(form(texts.getFirst()).fingerprint())
                .isEqualTo(form(texts.getLast()).fingerprint());
    }

    @Test
    void of_marksInScriptWithoutSpaces_goWithTheirCharacters() {
        assertThat(form("ばか").words()).containsExactly("は\u3099", "か");
        assertThat(form("ไม่ดี").words()).containsExactly("ไ", "ม\u0E48", "ด\u0E35");
    }

    private static CopyForm form(String text) {
        Post post = Events.post("1", text);
        return CopyForm.of(new Post(
                post.id(),
                text,
                TextCleaner.clean(text).text(),
                null,
                null,
                null,
                List.of(),
                post.createdAt(),
                post.arrivedAt()));
    }
}
