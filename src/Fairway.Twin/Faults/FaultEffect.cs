namespace Fairway.Twin.Faults;

/// <summary>What a fault does. The first group strikes calls (the opening of a watch is one), the second the events of
/// open watches.</summary>
public enum FaultEffect
{
    /// <summary>The call takes the rule's delay longer to arrive, and then is done as usual.</summary>
    Delay,

    /// <summary>The answer takes the rule's delay longer to come back.</summary>
    DelayAnswer,

    /// <summary>The server does nothing, and answers the rule's status: 409, 429 (with Retry-After), 500,
    /// 503.</summary>
    Refuse,

    /// <summary>The server does nothing, and answers 504 after the rule's delay.</summary>
    TimeOut,

    /// <summary>The call never arrives: the connection is cut before.</summary>
    Lose,

    /// <summary>The server does it, and the connection is cut before the answer is back.</summary>
    LoseAnswer,

    /// <summary>The server does it, and answers the rule's status all the same.</summary>
    FailAfterwards,

    /// <summary>The server does it, and the caller dies before the answer is back; at the HTTPS face, where nobody can
    /// be killed, as <see cref="LoseAnswer"/>.</summary>
    Crash,

    /// <summary>The event comes late by the rule's delay, and those after it with it.</summary>
    DelayEvent,

    /// <summary>The event is withheld for the rule's delay; in its place comes a bookmark that says nothing
    /// new.</summary>
    HoldEvent,

    /// <summary>The connection is cut in place of the event, which is lost to this watch.</summary>
    BreakWatch,

    /// <summary>The server ends the watch in place of the event.</summary>
    EndWatch,

    /// <summary>The watch ends with 410: its history is forgotten.</summary>
    ExpireWatch,

    /// <summary>A watch that is resumed is shown again the last event that it was shown before.</summary>
    RepeatEvent,
}
