namespace Fairway.Kube.Credentials;

/// <summary>What kubectl reads of a kubeconfig and the official client does not.</summary>
public sealed class KubeconfigExtras
{
    /// <summary>Users by name.</summary>
    public IList<NamedUser> Users { get; set; } = [];

    /// <summary>Clusters by name.</summary>
    public IList<NamedCluster> Clusters { get; set; } = [];

    /// <summary>The file that holds the user's token, or null.</summary>
    internal string? TokenFileOf(string? user) =>
        Users?.FirstOrDefault(item => item.Name == user)?.User?.TokenFile;

    /// <summary>The proxy by which the cluster is reached, or null.</summary>
    internal string? ProxyOf(string? cluster) =>
        Clusters?.FirstOrDefault(item => item.Name == cluster)?.Cluster?.ProxyUrl;

    /// <summary>An entry of <c>users</c>.</summary>
    public sealed class NamedUser
    {
        /// <summary>Its name.</summary>
        public string? Name { get; set; }

        /// <summary>Its credentials.</summary>
        public UserExtras? User { get; set; }
    }

    /// <summary>The <c>user</c> of an entry.</summary>
    public sealed class UserExtras
    {
        /// <summary><c>tokenFile</c>.</summary>
        public string? TokenFile { get; set; }
    }

    /// <summary>An entry of <c>clusters</c>.</summary>
    public sealed class NamedCluster
    {
        /// <summary>Its name.</summary>
        public string? Name { get; set; }

        /// <summary>Its endpoint.</summary>
        public ClusterExtras? Cluster { get; set; }
    }

    /// <summary>The <c>cluster</c> of an entry.</summary>
    public sealed class ClusterExtras
    {
        /// <summary><c>proxy-url</c>.</summary>
        [YamlDotNet.Serialization.YamlMember(Alias = "proxy-url", ApplyNamingConventions = false)]
        public string? ProxyUrl { get; set; }
    }
}
