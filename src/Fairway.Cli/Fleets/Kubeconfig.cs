using System.Text;

namespace Fairway.Cli.Fleets;

/// <summary>Writes kubeconfigs.</summary>
internal static class Kubeconfig
{
    /// <summary>
    /// The text of a kubeconfig with one context a cluster, in the given order; the first is the current one. Names,
    /// URLs and tokens are made of characters that YAML leaves alone.
    /// </summary>
    public static string Text(IReadOnlyList<KubeconfigEntry> entries)
    {
        var text = new StringBuilder();
        text.Append("apiVersion: v1\nkind: Config\n");
        text.Append("current-context: ").Append(entries[0].Name).Append('\n');
        text.Append("contexts:\n");
        foreach (var entry in entries)
        {
            text.Append($"- name: {entry.Name}\n  context:\n    cluster: {entry.Name}\n    user: {entry.Name}\n");
        }

        text.Append("clusters:\n");
        foreach (var entry in entries)
        {
            var authority = Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.AuthorityPem));
            text.Append($"- name: {entry.Name}\n  cluster:\n    server: {entry.Server}\n");
            text.Append($"    tls-server-name: {entry.ServerName}\n    certificate-authority-data: {authority}\n");
        }

        text.Append("users:\n");
        foreach (var entry in entries)
        {
            text.Append($"- name: {entry.Name}\n  user:\n    token: {entry.Token}\n");
        }

        return text.ToString();
    }
}

/// <summary>One context.</summary>
/// <param name="Name">Of context, cluster and user alike.</param>
/// <param name="Server">The URL.</param>
/// <param name="ServerName">The name by which TLS asks for the cluster's certificate.</param>
/// <param name="AuthorityPem">The certificate to trust.</param>
/// <param name="Token">The administrator's token.</param>
internal sealed record KubeconfigEntry(
    string Name, string Server, string ServerName, string AuthorityPem, string Token)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => Name;
}
