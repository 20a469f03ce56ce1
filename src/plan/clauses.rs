//! Headings that say in a clause what their section holds: “What could go wrong”, “How it is paid for”, 可能遇到的困难.
//!
//! Only kinds are told of which no work, need or goal is read, so that a clause taken wrongly makes no item of its own.

use super::kinds::{SectionKind, SectionKinds};
use super::pattern::acceptor;
use crate::lexicon::Acceptor;
use std::sync::LazyLock;

/// What a clause says, folded, and which kind of section it heads. The first that fits decides.
static CLAUSES: LazyLock<Vec<(SectionKind, Acceptor)>> = LazyLock::new(|| {
    let table: [(SectionKind, &str); 19] = [
        (
            SectionKind::Risks,
            r"\b(what|things|where|how) [^,;]{0,24}\b(may|might|could|can|would|will)\b[^,;]{0,30}\b(go wrong|goes wrong|go awry|bite us|trip us up|stand in|fail|sink|spoil|trip|thwart|derail|stop us|hold us back|get in (the|our) way|happen otherwise|block us|upset|come between)\b|\bwhat (may thwart|keeps us awake|worries us|we (fear|worry about)|(could|may|might|can) (upset|trip|miscarry|go against|hinder))|^if (things|it|this|something|anything|all|plans) (turns? out|go(es)?|happens?|fails?|does not|do not)\b|\b(assessment|analysis|list|register) of (the )?(risks|hazards|dangers)\b|^(our )?(worries|hazards|dangers|uncertainties|pitfalls)\b|^bets that (may|might|could) fail|^(doubts|fears|concerns)( (and|or) (dangers|doubts|risks|worries))?$|^what (speaks|counts|stands) against (it|this|us)$|^can (it|this) be done$",
        ),
        (
            SectionKind::Risks,
            r"(可能|会|预先想到)[^，。；]{0,8}(困难|难处|麻烦|岔子|出岔|意外|不利|误事|不顺|卡壳|变数|状况|阻力|障碍|坎$|波折)|可能(会)?(碰到|遇到|遇上|出现|面临|发生)[^，。；]{0,3}问题|可能[^，。；]{0,4}(砸|出错|出问题|失败|落空|黄|卡住)|^(变数|担心|担忧|研判与应对)|^我们?最?(担心|忧心|放心不下|害?怕)的|^最?怕(什么|啥|出)|^(我们)?先?自己先?挑毛病|风险(研判|台账|清册|清单|簿|登记|与对策|和对策|怎么[^，。]{0,4}|如何[^，。]{0,4})$|没底的(地方|事)|会不会(砸|失败|黄|办不成|做不成|不成|落空)|会(卡|碰到)[^，。；]{0,3}(哪里?|坎)|^要是不顺|会有(哪些|什么)变数|可能办不成",
        ),
        (
            SectionKind::Organisation,
            r"^who (does this|carries it)$|^who (will |shall )?(leads?|steers?|runs?|answers?|decides?|looks? after|is in charge|be in charge|is responsible|be responsible|does what|do what|coordinates?|carr(ies|y))\b|^how we (divide|share|organi[sz]e)\b[^,;]{0,20}\b(it|work|tasks)\b",
        ),
        (
            SectionKind::Organisation,
            r"^谁(说了算|来管|负责|牵头|来抓|来办)|^(组织|人手)(上|[和与](规矩|规章|规则|人员|章程))?$|^人[和与](章程|钱)$",
        ),
        (
            SectionKind::Funding,
            r"^(how (it|this|the (work|plan|project|programme|program)) (is|will be|gets) (paid for|financed|funded)|(how we |who )?(pay|pays|paying) for it|what it (will )?costs?( us)?|where the money (comes|will come) from|pounds and pence|dollars and cents|the purse|money matters)\b",
        ),
        (SectionKind::Funding, r"^钱(从哪里?来|怎么[花来])?$|^(开支|收支|财力|用款明细)$"),
        (
            SectionKind::Evaluation,
            r"^(checking|yardsticks?|(did|does) (it|this|[\w-]+) (work|gain|help|benefit)|how (is it|it is|this is|will it be) (judged|measured|checked|assessed)|how will (we|you|one) (know|tell)|looking at it again)$|^how (we|you|one|the council|the board)( will| shall| can)?( be able to)? (know|tell|check|measure|see|find out|look)\b|^(checking|measuring|monitoring|reviewing|tracking|watching|following) (and|the results|results|progress)\b[^,;]{0,20}$|^(telling|knowing|seeing|finding out) (whether|if) |^reckoning\b|^(looking at ourselves|staying on course|are we getting there)\b",
        ),
        (
            SectionKind::Evaluation,
            r"^(怎么|怎样|如何)(验收|检验|算数|算做好|才算|知道成|看成效|衡量)|^(监测|跟踪|评核|追踪)[和与](修订|调整)$|^(检查|查看|跟踪|总结)[和与](回顾|复盘|总结|改进)$|^看(看)?有没有(用|效)|^(对账|量一量|看(看)?效果|盯(进度|数字)|查和改|检视|检核|检验)$|^(怎么)?看做没做到|^(监测|总结|评核|考评|督察|检查|成效)[和与](修编|修订|修正|调整|改进?)$|^(盯数字|检核)",
        ),
        (
            SectionKind::StatusQuo,
            r"^(how things (are|stand)( now| today)?|where (we|things|the \w+) (are|is|stand|stands)( now| today)?|(our|the) \w+ today|condition of the \w+|(the )?(current |present )?state of (the|our) [\w-]+|the \w+ (as it is|today)|(the )?(present|current) picture|(the )?state of things|facts and figures|what it is like( today| now| at the moment)?|where (we|things|the [\w-]+) (are|stand) (now|today)|last (winter|summer|season|year)|[\w' ’]{4,30} (today|at present|so far))$",
        ),
        (
            SectionKind::StatusQuo,
            r"^([^，。；、]{2,6}状况|现在的[^，。；、]{1,6}|[^，。；、]{1,4}上的样子|盘(一盘|点)?家底|摸底[^，。；]{0,10}|我们看[见到](什么|甚么)|形势|眼下的?(情况|情形)|(已有的|已经有的)?家底|我们?现在怎样|站在哪里|现在的?(情况|样子))$",
        ),
        (
            SectionKind::Security,
            r"^([\w' ’]{0,24}\b(data|records|information) and (online )?(safety|privacy)|online safety|protection of (personal )?(information|data)|safe and lawful|keeping [\w' ’]{3,24}(information|data|records) (safe|secure|private)|(looking after|handling) [\w' ’]{3,24}(information|data|details))$",
        ),
        (
            SectionKind::Measures,
            r"^(how|what) (it|this|the (work|plan|programme|program|strategy))? ?(is |will be )?(supported|secured|backed|underpinned|supports (it|this|the work))$",
        ),
        (
            SectionKind::Security,
            r"^protecting [\w ,’'-]{3,40}\b(data|records|files|systems|accounts|information)$|^(protection|safety|security) (against (attack|failure|misuse|loss)|of (the )?[\w ]{0,24}(complaints?|complainants|cases|files|systems|networks|registers?|databases?|records|data|information))\b",
        ),
        (
            SectionKind::Resources,
            r"^what (we|the [\w-]+) (already )?(have|has|hold|holds|own|owns)( already)?( and (will )?(use|keep|build on))?$",
        ),
        (
            SectionKind::Security,
            r"(信息|资料|数据|系统)(谁管|怎么(护|保管)|守护|防护|保护|保管)$|^护住[^，。；]{1,8}|^安全怎么(守|保|管|办)$",
        ),
        (
            SectionKind::Effects,
            r"^what (the|our|a) [\w' ’-]{2,24} (will |shall )?(gains?|gets? out of (it|this))$|^what ((it|this|the (plan|programme|program|strategy)|all this) (will |shall )?(brings?|yields?|changes?)|(will )?comes? of (it|this|the (plan|work))|we (will |shall )?(gain|get out of (it|this))|people (will )?(gain|notice)|is gained)( us| for \w+)?$",
        ),
        (SectionKind::Effects, r"^(能|会)?(带来|得到|换来)(什么|哪些)(好处|变化|改变)?$|^(有)?(什么|哪些)好处$"),
        (
            SectionKind::Problems,
            r"^(where the shoe pinches|what (keeps|holds|stops|prevents|bothers|troubles|worries|hinders|ails) [\w' ’-]{3,40}|what [\w' ’-]{2,24} (lacks?|complains? (of|about)|suffers?( from)?|tells? us|told us|(is|are) missing)|who (suffers?|is worst off|is left out|loses( out)?|bears it)|whose (burden|trouble|problem|pain)|(the )?(problems?|troubles?) behind [\w ]+|why (bother|(people|we|they|residents|users|readers|patients|farmers|parents|pupils|members) (complain|suffer|leave|must [\w ]+)))$",
        ),
        (SectionKind::Problems, r"(怨言|难处|烦恼|苦恼|困惑|苦处|症结)$|^毛病(出)?在哪|^问题从哪里?来$"),
    ];
    table.into_iter().map(|(kind, words)| (kind, acceptor(words))).collect()
});

/// Longer headings, in characters, are sentences of their own.
const LONG: usize = 48;

/// The kind of section that a heading says in a clause; `heading` is folded and without its number.
pub(super) fn kinds(heading: &str) -> SectionKinds {
    if heading.chars().count() > LONG || !may_say(heading) {
        return SectionKinds::NONE;
    }
    CLAUSES.iter().find(|(_, words)| words.is_match(heading)).map(|(kind, _)| *kind).into_iter().collect()
}

/// Whether a heading has what every heading has of which [`CLAUSES`] tells a kind: patterns are costly to ask.
fn may_say(heading: &str) -> bool {
    if heading.is_ascii() {
        const OPENS: [&str; 56] = [
            "what",
            "things",
            "where",
            "how",
            "if ",
            "our ",
            "the ",
            "worries",
            "hazards",
            "dangers",
            "uncertaint",
            "pitfalls",
            "bets",
            "who ",
            "pay",
            "pounds",
            "dollars",
            "money",
            "checking",
            "measuring",
            "monitoring",
            "reviewing",
            "tracking",
            "watching",
            "following",
            "looking",
            "staying",
            "are we",
            "condition",
            "state",
            "current ",
            "online",
            "present ",
            "protection",
            "protecting",
            "safe ",
            "keeping",
            "handling",
            "doubts",
            "fears",
            "concerns",
            "telling",
            "knowing",
            "seeing",
            "finding",
            "reckoning",
            "whose",
            "why ",
            "did ",
            "does ",
            "facts",
            "last ",
            "yardstick",
            "problem",
            "trouble",
            "can it",
        ];
        return OPENS.iter().any(|open| heading.starts_with(open))
            || [" today", " at present", " so far"].iter().any(|end| heading.ends_with(end))
            || heading.contains(" of ")
            || heading.contains(" and ");
    }
    const SAYS: [&str; 43] = [
        "可能",
        "会",
        "预先",
        "变数",
        "担",
        "我",
        "研判",
        "风险",
        "没底",
        "谁",
        "组织",
        "人手",
        "人和",
        "钱",
        "开支",
        "收支",
        "财力",
        "用款",
        "怎",
        "如何",
        "监测",
        "跟踪",
        "评核",
        "追踪",
        "盯",
        "怕",
        "毛病",
        "带来",
        "换来",
        "好处",
        "有没有",
        "总结",
        "家底",
        "摸底",
        "要是",
        "现在的",
        "卡在",
        "对账",
        "量一量",
        "看",
        "查和改",
        "检",
        "护住",
    ];
    const ENDS: [&str; 25] = [
        "情况",
        "状况",
        "情形",
        "家底",
        "样",
        "哪里",
        "防护",
        "保管",
        "样子",
        "怨言",
        "难处",
        "烦恼",
        "苦恼",
        "困惑",
        "苦处",
        "症结",
        "形势",
        "守护",
        "保护",
        "修编",
        "修订",
        "修正",
        "调整",
        "从哪来",
        "改",
    ];
    SAYS.iter().any(|word| heading.contains(word)) || ENDS.iter().any(|word| heading.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_head_sections() {
        for (heading, kind) in [
            ("what could go wrong", SectionKind::Risks),
            ("what might bite us", SectionKind::Risks),
            ("what may upset the plan", SectionKind::Risks),
            ("can it be done", SectionKind::Risks),
            ("what keeps people off the saddle", SectionKind::Problems),
            ("whose burden", SectionKind::Problems),
            ("why people complain", SectionKind::Problems),
            ("facts and figures", SectionKind::StatusQuo),
            ("did farmers gain", SectionKind::Evaluation),
            ("checking", SectionKind::Evaluation),
            ("what might get in our way", SectionKind::Risks),
            ("assessment of risks", SectionKind::Risks),
            ("who steers", SectionKind::Organisation),
            ("paying for it", SectionKind::Funding),
            ("how we shall know", SectionKind::Evaluation),
            ("how things are", SectionKind::StatusQuo),
            ("可能遇到的困难及对策", SectionKind::Risks),
            ("谁说了算", SectionKind::Organisation),
            ("钱从哪里来", SectionKind::Funding),
            ("桥梁状况", SectionKind::StatusQuo),
            ("现在的厕所", SectionKind::StatusQuo),
            ("市民的怨言", SectionKind::Problems),
            ("会卡在哪里", SectionKind::Risks),
            ("监测与修编", SectionKind::Evaluation),
            ("信息守护", SectionKind::Security),
            ("protection against attack and failure", SectionKind::Security),
            ("protecting orders and customer data", SectionKind::Security),
            ("what we already hold and will use", SectionKind::Resources),
            ("movements today", SectionKind::StatusQuo),
            ("how the work is supported", SectionKind::Measures),
            ("检查与回顾", SectionKind::Evaluation),
            ("what the valley will gain", SectionKind::Effects),
            ("what the valley gets out of it", SectionKind::Effects),
            ("怎么算数", SectionKind::Evaluation),
            ("doubts and dangers", SectionKind::Risks),
            ("what speaks against it", SectionKind::Risks),
            ("telling whether it works", SectionKind::Evaluation),
            ("会不会办不成", SectionKind::Risks),
            ("哪些地方可能办不顺", SectionKind::Risks),
            ("pupils' data and online safety", SectionKind::Security),
            ("安全怎么守", SectionKind::Security),
            ("what may come between", SectionKind::Risks),
            ("what it will bring", SectionKind::Effects),
            ("what comes of it", SectionKind::Effects),
            ("能带来什么好处", SectionKind::Effects),
        ] {
            assert_eq!(kinds(heading), [kind].into_iter().collect(), "{heading}");
        }
        for heading in [
            "what happens at the desk",
            "how to pay for parking online",
            "who can apply",
            "the money guide",
            "monitoring station at the lock",
            "concerns of residents",
            "finding a place to live",
            "what people say of it",
            "会员中心",
            "谁可以申请",
            "怎样申请",
        ] {
            assert_eq!(kinds(heading), SectionKinds::NONE, "{heading}");
        }
    }
}
