namespace Fairway.Delivery.Tasks;

/// <summary>Runs processes on the manager's own machine. A process outlives a manager that was killed, and the next one
/// finds it.</summary>
public interface ILocalRunner
{
    /// <summary>Begins a process; nothing where one of this name was begun before.</summary>
    /// <returns>Null; or, where it cannot be begun, why, in a sentence.</returns>
    Task<string?> BeginAsync(LocalCommand command, CancellationToken cancel);

    /// <summary>How the process of a name stands.</summary>
    Task<LocalSight> LookAsync(string name, CancellationToken cancel);

    /// <summary>Ends the process of a name and those that it has started; nothing where it is over.</summary>
    Task EndAsync(string name, CancellationToken cancel);
}

/// <summary>What is to run.</summary>
/// <param name="Name">Names it among all that ever run; the name of a file too.</param>
/// <param name="Words">The program, and its arguments.</param>
/// <param name="Environment">Variables beside those of the manager.</param>
public sealed record LocalCommand(
    string Name, IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Environment);

/// <summary>How a process stands.</summary>
/// <param name="State">In one word.</param>
/// <param name="ExitCode">What it ended with; null where it has not, or nobody knows.</param>
/// <param name="LastLine">The last line that it wrote; empty for none.</param>
/// <param name="Log">File of all that it wrote.</param>
public sealed record LocalSight(LocalState State, int? ExitCode, string LastLine, string Log);

/// <summary>The state of a process.</summary>
public enum LocalState
{
    /// <summary>It was never begun.</summary>
    Absent,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has ended by itself.</summary>
    Ended,

    /// <summary>It was begun, is not there any more, and has not said how it ended: it was killed, its machine was, or
    /// it could not write it down.</summary>
    Lost,
}
