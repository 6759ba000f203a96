using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Access;

/// <summary>How service accounts are named as users.</summary>
internal static class ServiceAccountName
{
    private const string Prefix = "system:serviceaccount:";
    private const string All = "system:serviceaccounts";

    /// <summary><c>system:serviceaccount:NAMESPACE:NAME</c>.</summary>
    public static string User(string ns, string name) => $"{Prefix}{ns}:{name}";

    /// <summary>The groups that every service account of a namespace is in.</summary>
    public static string[] Groups(string ns) => [All, $"{All}:{ns}"];

    /// <summary>Takes a user's name apart; false where it is not that of a service account.</summary>
    public static bool TrySplit(string user, out string ns, out string name)
    {
        (ns, name) = ("", "");
        if (!user.StartsWith(Prefix, StringComparison.Ordinal) || user[Prefix.Length..].Split(':') is not [var a, var b]
            || NameRules.Label(a) is not null || NameRules.Subdomain(b) is not null)
        {
            return false;
        }

        (ns, name) = (a, b);
        return true;
    }
}
