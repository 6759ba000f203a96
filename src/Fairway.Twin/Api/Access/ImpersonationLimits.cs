namespace Fairway.Twin.Api.Access;

/// <summary>What nobody may impersonate by the constrained ways, whatever roles say.</summary>
internal static class ImpersonationLimits
{
    /// <summary>Why a part is refused, and the name to show with it; null where it may be asked for.</summary>
    public static (string Name, string Why)? Check(AccessRequest part, ImpersonatedUser wanted) => part.Resource switch
    {
        "groups" when wanted.Groups.Contains("") => ("", "impersonating the empty string group is not allowed"),
        "groups" when wanted.Groups.Contains(Authorizer.Masters) =>
            (Authorizer.Masters, "impersonating the system:masters group is not allowed"),
        "userextras" when part.Subresource.Length == 0 =>
            ("", "impersonating the empty string key in extra is not allowed"),
        "userextras" when part.Name.Length == 0 =>
            ("", "impersonating the empty string value in extra is not allowed"),
        _ => null,
    };
}
