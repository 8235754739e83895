//! The guided tour, around its captions.

/// Its phrases.
pub(super) const PHRASES: &[(&str, &str)] = &[
    ("TOUR {0}/{1}", "안내 {0}/{1}"),
    ("SCENE {0} OF {1}: {2}", "장면 {0}/{1}: {2}"),
    ("Space next  b back  x try it  ? keys  q leave", "Space 다음  b 이전  x 직접 해보기  ? 키  q 나가기"),
    (
        "Space, Enter, Right: next step. b, Left: step back. 1 to 9: to a scene. \
         x: take over and try the program yourself. q: leave.",
        "Space, Enter, 오른쪽: 다음 단계. b, 왼쪽: 이전 단계. 1-9: 해당 장면으로. \
         x: 직접 조작해 보기. q: 나가기.",
    ),
    (
        "This was the last step. x: take over and try the program yourself. 1: from the start. q: leave.",
        "마지막 단계였습니다. x: 직접 조작해 보기. 1: 처음부터. q: 나가기.",
    ),
    ("plays by itself, any key ends it", "자동 재생 중, 아무 키나 누르면 끝"),
    ("any key ends", "아무 키: 끝"),
    (
        "YOUR TURN: every key works, nothing is saved. q: back to the tour, as it was",
        "직접 조작: 모든 키가 작동하며 저장되지 않습니다. q: 안내로 돌아가기",
    ),
    ("YOUR TURN, nothing is saved. q: back to the tour", "직접 조작, 저장 안 함. q: 안내로 돌아가기"),
    (
        "No case is a patient, and nothing is saved. After each caption stands what the program says.",
        "실제 환자의 증례가 아니며 저장되지 않습니다. 설명 다음에 프로그램이 말하는 내용이 이어집니다.",
    ),
    ("{0}: {1}? (not chosen yet)", "{0}: {1}? (아직 선택하지 않음)"),
    ("Asks next: {0}", "다음 질문: {0}"),
    ("Space next  b back  x try  q leave", "Space 다음  b 이전  x 해보기  q 나가기"),
];
