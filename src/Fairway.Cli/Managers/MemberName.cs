namespace Fairway.Cli.Managers;

/// <summary>Names of processes that share work. They become parts of Leases' names.</summary>
internal static class MemberName
{
    private const int Longest = 40;

    /// <summary>
    /// A name that no other process has, and no later one either: what the user said, or the machine's name, and a
    /// number.
    /// </summary>
    public static string Of(string? said, Guid number)
    {
        var name = new string([.. (said ?? Environment.MachineName).ToLowerInvariant().Select(Plain)]).Trim('-');
        name = (name.Length > Longest ? name[..Longest] : name).Trim('-');
        var text = number.ToString("N");
        return name.Length == 0 ? text : $"{name}-{text[..12]}";
    }

    private static char Plain(char character) => char.IsAsciiLetterOrDigit(character) ? character : '-';
}
