namespace Fairway.Cli;

/// <summary>What the shell is told.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The operation failed, or its verdict is no.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>The API server was not reached.</summary>
    public const int Unreachable = 3;

    /// <summary>The API server does not know the user, or does not allow it.</summary>
    public const int Forbidden = 4;

    /// <summary>What was named is not there.</summary>
    public const int NotFound = 5;

    /// <summary>It is there already with another content, or somebody else was first.</summary>
    public const int Conflict = 6;

    /// <summary>Only where the exit code is the answer (<c>plan --exit-code</c>, <c>diff</c>): there is none.</summary>
    public const int NoAnswer = 7;

    /// <summary>It took longer than was allowed.</summary>
    public const int Timeout = 124;
}
