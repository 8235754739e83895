//! Line mode. Its commands are English words in every language, as they are on the command line.

/// Its phrases.
pub(super) const PHRASES: &[(&str, &str)] = &[
    // What is asked.
    ("Type h for the commands.", "h: 명령 목록."),
    ("Warning: {0}", "주의: {0}"),
    ("This is a demonstration: nothing is saved.", "시연이므로 저장하지 않습니다."),
    ("Case: {0}", "증례: {0}"),
    (
        "It has no label yet: label and its words give it one.",
        "아직 이름표가 없습니다. label 뒤에 이름표를 입력하면 붙습니다.",
    ),
    ("closed; conclude opens it again", "종결됨; conclude로 다시 엽니다"),
    ("{0}, none left.", "{0}, 남은 질문 없음."),
    ("{0}, up to {1} left.", "{0}, 남은 질문 최대 {1}개."),
    ("What if. {0}, none left.", "가정. {0}, 남은 질문 없음."),
    ("What if. {0}, up to {1} left.", "가정. {0}, 남은 질문 최대 {1}개."),
    ("Answered: {0}", "현재 답: {0}"),
    (
        "It counts as unknown until you answer it again; the same answer confirms it.",
        "다시 답할 때까지 모름으로 봅니다. 같은 답을 하면 확정됩니다.",
    ),
    ("{0}. {1}", "{0}. {1}"),
    ("- {0}", "- {0}"),
    ("yes: y, no: n, unknown: -, help: ?", "예: y, 아니요: n, 모름: -, 도움말: ?"),
    ("unknown: -, help: ?", "모름: -, 도움말: ?"),
    (
        "One or several numbers; none of them: 0, unknown: -, help: ?",
        "번호 하나 이상; 해당 없음: 0, 모름: -, 도움말: ?",
    ),
    ("{0}; unknown: -, help: ?", "{0}; 모름: -, 도움말: ?"),
    ("While unknown: {0}", "모르는 동안: {0}"),
    ("Answer with y, n, or - for asked and not known.", "y, n으로 답하고, 물었으나 모르면 -로 답합니다."),
    (
        "Answer with a number of the list, an answer's words or their beginning, or - for asked and not known.",
        "목록의 번호, 답의 말 또는 그 앞부분으로 답하고, 물었으나 모르면 -로 답합니다.",
    ),
    (
        "Answer with numbers of the list and blanks between, or words and commas between; a question mark after one says that it is not known; what you do not name is no. 0 is none of them, - is asked and not known.",
        "목록의 번호를 빈칸으로, 또는 답의 말을 쉼표로 나누어 답합니다. 뒤에 물음표를 붙이면 모른다는 뜻이고, 말하지 않은 것은 아니요입니다. 0은 해당 없음, -는 물었으나 모름입니다.",
    ),
    ("Answer with a number, or - for asked and not known.", "숫자로 답하고, 물었으나 모르면 -로 답합니다."),
    (
        "An empty line says the question again, about says all about it, h the commands.",
        "빈 줄: 질문 다시 듣기, about: 질문의 모든 내용, h: 명령 목록.",
    ),
    // What an answer changes.
    ("{0}: {1}.", "{0}: {1}."),
    ("{0}: {1}. Nothing changes.", "{0}: {1}. 바뀌는 것 없음."),
    ("Nothing changes.", "바뀌는 것 없음."),
    ("ALERT {0}", "경고 {0}"),
    ("STOP Withheld for safety: {0}. {1}", "금지 안전을 위해 보류: {0}. {1}"),
    ("No longer an alert: {0}", "경고 해제: {0}"),
    ("No longer withheld: {0}", "보류 해제: {0}"),
    ("{0}: {1}: {2}.", "{0}: {1}: {2}."),
    ("New: {0} {1}", "추가: {0} {1}"),
    ("Gone: {0} {1}", "삭제: {0} {1}"),
    ("Changed: {0} {1}", "변경: {0} {1}"),
    ("strength {0}, before {1}", "강도 {0}, 이전 {1}"),
    // What is not understood.
    (
        "\"{0}\" answers yes/no questions only. ? says how this one is answered.",
        "\"{0}\": 예/아니요 질문의 답입니다. ?: 이 질문에 답하는 방법.",
    ),
    (
        "\"{0}\" begins an answer, and {1}. Type more of it, or a number.",
        "\"{0}\": 답의 앞부분이면서 명령의 앞부분입니다 ({1}). 더 입력하거나 번호를 입력하십시오.",
    ),
    ("\"{0}\" cannot stand beside other answers.", "\"{0}\": 다른 답과 함께 쓸 수 없습니다."),
    (
        "\"{0}\" is an answer and a command. Type the number of the answer, or the whole word of the command.",
        "\"{0}\": 답이면서 명령입니다. 답의 번호나 명령의 전체 단어를 입력하십시오.",
    ),
    (
        "\"{0}\" is neither an answer here nor a command. Nearest: {1}. h lists the commands, ? says how to answer.",
        "\"{0}\": 이 질문의 답도 명령도 아닙니다. 가장 가까운 것: {1}. h: 명령 목록, ?: 답하는 방법.",
    ),
    (
        "\"{0}\" is neither an answer here nor a command. h lists the commands, ? says how to answer.",
        "\"{0}\": 이 질문의 답도 명령도 아닙니다. h: 명령 목록, ?: 답하는 방법.",
    ),
    ("\"{0}\" is no answer to this.", "\"{0}\": 이 물음의 답이 아닙니다."),
    (
        "\"{0}\" is no command. Nearest: {1}. Type a number of the list, new, open and a label, or h.",
        "\"{0}\": 명령이 아닙니다. 가장 가까운 것: {1}. 목록의 번호, new, open과 이름표, 또는 h를 입력하십시오.",
    ),
    (
        "\"{0}\" is no command. Type a number of the list, new, open and a label, or h.",
        "\"{0}\": 명령이 아닙니다. 목록의 번호, new, open과 이름표, 또는 h를 입력하십시오.",
    ),
    (
        "\"{0}\" is no line of the notes. notes reads them with their numbers.",
        "\"{0}\": 메모에 없는 줄입니다. notes: 번호와 함께 읽기.",
    ),
    ("\"{0}\" is no number from 1 to {1}.", "\"{0}\": 1에서 {1} 사이의 번호가 아닙니다."),
    (
        "\"{0}\" is no number of why. Type why, and then try with a number from 1 to {1}.",
        "\"{0}\": why의 번호가 아닙니다. why를 입력한 뒤 try와 번호를 입력하십시오 (1-{1}).",
    ),
    (
        "\"{0}\" is no answer to a yes/no question. Type y for yes, n for no, - for unknown.",
        "\"{0}\": 예/아니요 질문의 답이 아닙니다. 예는 y, 아니요는 n, 모름은 -를 입력하십시오.",
    ),
    (
        "\"{0}\" is not on offer here. Type 0 for none of them, - for unknown.",
        "\"{0}\": 여기에 없는 답입니다. 해당 없음은 0, 모름은 -를 입력하십시오.",
    ),
    (
        "\"{0}\" is no answer to {1}. go {1} says what is.",
        "\"{0}\": {1}의 답이 아닙니다. go {1} 명령이 가능한 답을 알려 줍니다.",
    ),
    (
        "Nothing is asked now. To change an answer: its question, a colon, and the answer; go and a question asks it again.",
        "지금은 묻는 질문이 없습니다. 답을 바꾸려면 질문, 쌍점, 답을 차례로 적으십시오. go와 질문을 적으면 다시 묻습니다.",
    ),
    ("1 line was refused.", "1줄을 처리하지 못했습니다."),
    ("{0} lines were refused.", "{0}줄을 처리하지 못했습니다."),
    ("\"{0}\" is not on offer here. Nearest: {1}.", "\"{0}\": 여기에 없는 답입니다. 가장 가까운 것: {1}."),
    (
        "\"{0}\" is not on offer here. Type a number from the list, - for unknown, or ? for help.",
        "\"{0}\": 여기에 없는 답입니다. 목록의 번호, 모름은 -, 도움말은 ?를 입력하십시오.",
    ),
    (
        "\"{0}\" may be any of these: {1}. Type a number.",
        "\"{0}\": 여러 가지일 수 있습니다: {1}. 번호를 입력하십시오.",
    ),
    (
        "\"{0}\" may be any of these: {1}. Type more of it.",
        "\"{0}\": 여러 가지일 수 있습니다: {1}. 더 입력하십시오.",
    ),
    (
        "\"{0}\" stands there both as present and as not known.",
        "\"{0}\": 있음과 모름으로 함께 적혀 있습니다.",
    ),
    ("{0}. Type another, or - for unknown.", "{0}. 다시 입력하십시오. 모르면 -."),
    (
        "The line is longer than {0} bytes: nothing was done with it.",
        "줄이 너무 깁니다 (최대 {0}바이트): 처리하지 않았습니다.",
    ),
    (
        "The line is not UTF-8 (byte {0}): nothing was done with it. Type it again in UTF-8 or ASCII.",
        "줄이 UTF-8이 아닙니다 (바이트 {0}): 처리하지 않았습니다. UTF-8이나 ASCII로 다시 입력하십시오.",
    ),
    ("There is nothing to take \"{0}\" from.", "\"{0}\": 고를 것이 없습니다."),
    ("No question is called \"{0}\". Nearest: {1}.", "\"{0}\": 그런 질문이 없습니다. 가장 가까운 것: {1}."),
    (
        "No question is called \"{0}\". find looks for words everywhere.",
        "\"{0}\": 그런 질문이 없습니다. find: 모든 곳에서 말로 찾기.",
    ),
    ("Nothing is called \"{0}\". Nearest: {1}.", "\"{0}\": 그런 항목이 없습니다. 가장 가까운 것: {1}."),
    (
        "Nothing is called \"{0}\". list says what there is.",
        "\"{0}\": 그런 항목이 없습니다. list: 전체 목록.",
    ),
    // What is asked for.
    ("{0} {1}", "{0} {1}"),
    ("{0} {1}, only {2}", "{0} {1}, 다음 경우에만: {2}"),
    ("{0}: {1}", "{0}: {1}"),
    ("{0}: {1} (no effect)", "{0}: {1} (영향 없음)"),
    ("{0}; {1}; {2}; {3}", "{0}; {1}; {2}; {3}"),
    ("{0} UNVERIFIED", "{0} 미확인"),
    ("{0} cannot be used: {1}", "{0} 사용할 수 없음: {1}"),
    ("reasons of the plan", "계획의 근거"),
    ("find out {0}", "확인 {0}"),
    ("withheld {0}", "보류 {0}"),
    ("What if: {0}", "가정: {0}"),
    ("In the case: {0}", "증례: {0}"),
    (
        "{0} more have no effect here: path all names them.",
        "그 밖의 {0}개는 영향이 없습니다. path all: 모두 듣기.",
    ),
    (
        "No advice is given yet. about says what this question rests on.",
        "아직 권고가 없습니다. about: 이 질문의 근거.",
    ),
    ("Cited for: {0}", "인용한 곳: {0}"),
    ("open all names all of them.", "open all: 모두 듣기."),
    ("Nothing is answered yet.", "아직 답한 것이 없습니다."),
    ("Type find and the words to look for.", "find 뒤에 찾을 말을 입력하십시오."),
    ("choose and a number takes one of them.", "choose와 번호로 고릅니다."),
    ("go with a number, an id or words goes to a question.", "go와 번호, id 또는 말로 질문에 갑니다."),
    ("Found: {0}", "찾은 답: {0}"),
    // What-if and the record of the case.
    ("What if {0}. w: back to the case.", "가정: {0}. w: 증례로."),
    ("This is not what-if. w begins it.", "가정 중이 아닙니다. w: 가정 시작."),
    (
        "1 answer was changed. y takes it over into the case, n drops it, an empty line stays in what-if.",
        "바뀐 답 1개. y: 증례로 옮기기, n: 버리기, 빈 줄: 가정에 머물기.",
    ),
    (
        "{0} answers were changed. y takes them over into the case, n drops them, an empty line stays in what-if.",
        "바뀐 답 {0}개. y: 증례로 옮기기, n: 버리기, 빈 줄: 가정에 머물기.",
    ),
    (
        "Nothing can be taken over ({0}). n drops what was changed, an empty line stays in what-if.",
        "증례로 옮길 수 없습니다 ({0}). n: 버리기, 빈 줄: 가정에 머물기.",
    ),
    ("To lead there: try {0}.", "그리로 가려면: try {0}."),
    (
        "There are no notes. notes with words adds them.",
        "메모가 없습니다. notes 뒤에 글을 입력하면 더해집니다.",
    ),
    ("The notes are saved.", "메모를 저장했습니다."),
    ("label with words calls it so. {0}", "label 뒤에 이름표를 입력하면 바뀝니다. {0}"),
    ("The case is called {0}.", "증례의 이름표: {0}."),
    ("{0} is saved. Continue with: mcrc open {1}", "{0}: 저장됨. 이어서 하려면: mcrc open {1}"),
    (
        "In a case, delete takes the answer of this question back and has nothing after it. Sessions are deleted on the start page.",
        "증례에서 delete는 이 질문의 답을 지우며 뒤에 아무것도 쓰지 않습니다. 저장된 증례는 시작 화면에서 삭제합니다.",
    ),
    // The start page.
    ("Demonstration: {0}", "시연: {0}"),
    ("{0} more, sessions and demonstrations: list says them.", "그 밖에 증례와 시연 {0}개. list: 모두 듣기."),
    (
        "open with a number or a label leaves this case, which is saved, and opens that.",
        "open과 번호 또는 이름표: 저장된 이 증례를 떠나 그 증례를 엽니다.",
    ),
    (
        "Type a number of the list to open it, new for a new case, open and a label, list for all, h for every command.",
        "목록의 번호로 열고, new: 새 증례, open과 이름표, list: 전체 목록, h: 명령 목록.",
    ),
    ("Type a number of the list or a label after it.", "뒤에 목록의 번호나 이름표를 입력하십시오."),
    ("This case is open.", "이미 열린 증례입니다."),
    (
        "An empty line gives it a number, cancel begins no case.",
        "빈 줄: 번호로 이름 붙이기, cancel: 시작하지 않기.",
    ),
    // The list of commands.
    ("{0} or {1}: {2}", "{0} 또는 {1}: {2}"),
    (
        "The beginning of a word is enough where nothing else begins so. An empty line says again where you are.",
        "다른 것과 겹치지 않으면 단어의 앞부분으로 충분합니다. 빈 줄: 지금 있는 곳 다시 듣기.",
    ),
    ("with words: list only what contains them", "말과 함께: 그 말이 든 것만 목록에"),
    ("with a number of the list or a label: open it", "목록의 번호나 이름표와 함께: 열기"),
    (
        "with a number of the list: delete this session, after a question",
        "목록의 번호와 함께: 물은 뒤 그 증례 삭제",
    ),
    ("the whole list", "전체 목록"),
    ("with an id or words: to this question", "id나 말과 함께: 그 질문으로"),
    (
        "with words: find an answer, a question, a decision or a recommendation",
        "말과 함께: 답, 질문, 결정 또는 권고 찾기",
    ),
    (
        "with a number: choose or go to what was found; alone: what was found last",
        "번호와 함께: 찾은 것 고르기; 없이: 마지막으로 찾은 것",
    ),
    ("the recommendation; with a number: its reasons and evidence", "권고; 번호와 함께: 이유와 근거"),
    (
        "the decision path; with a number: one decision; path all: the rest of it, too",
        "결정 경로; 번호와 함께: 결정 하나; path all: 나머지까지",
    ),
    ("with a number of why: what-if with this answer", "why의 번호와 함께: 그 답으로 가정"),
    (
        "answer on the side, nothing is saved; with an answer: try it; again: back to the case",
        "가정으로 답하기, 저장하지 않음; 답과 함께: 시험해 보기; 다시: 증례로",
    ),
    ("end what-if, and record the changed answers in the case", "가정을 끝내고 바뀐 답을 증례에 기록"),
    ("end what-if; the case is as it was", "가정을 끝내고 증례는 그대로"),
    (
        "what the recommendation rests on; with a number: one entry in full",
        "권고의 근거; 번호와 함께: 하나 전체",
    ),
    ("definition, reasons and evidence of this question", "이 질문의 정의, 이유와 근거"),
    (
        "which answers are still open; with a session: go to that case",
        "아직 열린 답; 이름표와 함께: 그 증례로",
    ),
    ("what is answered", "답한 것"),
    ("your notes on the case; with words: add them", "증례의 메모; 글과 함께: 더하기"),
    ("with a number: erase this line of the notes", "번호와 함께: 메모에서 그 줄 지우기"),
    ("what the case is called; with words: call it so", "증례의 이름표; 글과 함께: 바꾸기"),
    ("whether the case is on disk; every answer is saved at once", "저장 여부; 모든 답은 바로 저장됩니다"),
    ("only on the full screen", "전체 화면에서만"),
    ("saved sessions and demonstrations", "저장된 증례와 시연"),
    ("this list", "이 목록"),
    ("what can be typed", "입력할 수 있는 것"),
    ("help with this question, and how to answer it", "이 질문의 도움말과 답하는 방법"),
    (
        "what the tumour board decided otherwise; with a plan, a colon and why: record it",
        "다학제 회의의 다른 결정; 계획, 쌍점, 까닭과 함께: 기록",
    ),
    (
        "decided with a number or a plan in words, a colon and the reason records it; decided none takes it back.",
        "decided와 번호 또는 계획, 쌍점, 까닭: 기록. decided none: 되돌리기.",
    ),
    (
        "Type decided, a number or a plan in words, a colon and the reason.",
        "decided 뒤에 번호나 계획, 쌍점, 까닭을 입력하십시오.",
    ),
    ("final says the final page.", "final: 최종 화면."),
    (
        "A terminal's clipboard takes escape sequences, which are never written here. final says the final page, export writes it to a file.",
        "단말기의 클립보드에는 제어 문자열이 필요하며 여기서는 쓰지 않습니다. final: 최종 화면, export: 파일로 쓰기.",
    ),
    (
        "End of the final page. export writes it to a file, conclude closes the case, an empty line says the question again.",
        "최종 화면의 끝입니다. export: 파일로 쓰기, conclude: 증례 종결, 빈 줄: 질문 다시 듣기.",
    ),
];
