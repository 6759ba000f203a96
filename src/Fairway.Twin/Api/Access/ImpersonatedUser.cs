namespace Fairway.Twin.Api.Access;

/// <summary>
/// As whom a caller wants to act: what the headers Impersonate-User, -Group, -Uid and -Extra-* say, unchecked.
/// </summary>
/// <param name="Name">The user; empty where only other headers are there, which is refused.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Uid">The uid; empty for none.</param>
/// <param name="Extra">Name to values, ordered by name.</param>
public sealed record ImpersonatedUser(
    string Name,
    IReadOnlyList<string> Groups,
    string Uid,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Extra)
{
    internal bool IsNameOnly => Groups.Count == 0 && Uid.Length == 0 && Extra.Count == 0;

    /// <summary>As the reference server shows it in its refusal.</summary>
    internal string Shown()
    {
        var groups = Groups.Count == 0 ? "(nil)" : $"{{{Listed(Groups)}}}";
        var extra = Extra.Count == 0
            ? "(nil)"
            : $"{{{string.Join(", ", Extra.Select(e => $"{GoText.Quoted(e.Key)}:[]string{{{Listed(e.Value)}}}"))}}}";
        return $"&user.DefaultInfo{{Name:{GoText.Quoted(Name)}, UID:{GoText.Quoted(Uid)}, "
            + $"Groups:[]string{groups}, Extra:map[string][]string{extra}}}";
    }

    private static string Listed(IEnumerable<string> texts) => string.Join(", ", texts.Select(GoText.Quoted));
}
