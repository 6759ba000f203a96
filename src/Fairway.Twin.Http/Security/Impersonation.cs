using Fairway.Twin.Api;
using Microsoft.AspNetCore.Http;

namespace Fairway.Twin.Http.Security;

/// <summary>
/// The Impersonate-User, -Group and -Uid headers. Acting as the caller where it asked to act as somebody with fewer
/// rights would be worse than refusing, so they are read on every request.
/// </summary>
internal static class Impersonation
{
    private const string Masters = "system:masters";
    private const string Authenticated = "system:authenticated";

    /// <summary>The user to act as, or null where <paramref name="refusal"/> says why not.</summary>
    public static ApiUser? Apply(ApiUser caller, IHeaderDictionary headers, out string refusal)
    {
        refusal = "";
        var name = headers["Impersonate-User"].ToString();
        var groups = headers["Impersonate-Group"];
        var uid = headers["Impersonate-Uid"].ToString();
        if (name.Length == 0)
        {
            refusal = groups.Count > 0 || uid.Length > 0 ? "a group or uid is impersonated without a user" : "";
            return refusal.Length > 0 ? null : caller;
        }

        if (!caller.Groups.Contains(Masters))
        {
            refusal = $"users \"{name}\" is forbidden: User \"{caller.Name}\" cannot impersonate resource \"users\" "
                + "in API group \"\" at the cluster scope";
            return null;
        }

        return new ApiUser(name, GroupsOf(name, groups), uid.Length == 0 ? null : uid);
    }

    private static List<string> GroupsOf(string name, IEnumerable<string?> asked)
    {
        var groups = asked.OfType<string>().ToList();
        if (groups.Count == 0 && name.Split(':') is ["system", "serviceaccount", var ns, _])
        {
            groups.AddRange(["system:serviceaccounts", $"system:serviceaccounts:{ns}"]);
        }

        if (name != "system:anonymous" && !groups.Contains(Authenticated) && !groups.Contains("system:unauthenticated"))
        {
            groups.Add(Authenticated);
        }

        return groups;
    }
}
