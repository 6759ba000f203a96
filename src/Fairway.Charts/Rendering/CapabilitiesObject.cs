using Fairway.Charts.Functions;
using Fairway.Charts.Values;
using Fairway.Charts.Versions;

namespace Fairway.Charts.Rendering;

/// <summary><c>.Capabilities</c>: the cluster's version, and what it serves.</summary>
internal sealed class CapabilitiesObject(
    string package, KubernetesVersion kubernetes, IReadOnlyList<string> apiVersions) : GoObject
{
    private readonly GoValue version = GoValue.Of(new VersionObject(package, kubernetes));
    private readonly GoValue apis = GoValue.Of(new ApisObject(package, apiVersions));

    public override string TypeName => $"*{package}.Capabilities";

    public override GoValue Plain
    {
        get
        {
            var map = new GoMap();
            map["APIVersions"] = apis;
            map["HelmVersion"] = GoValue.Of(HelmVersion());
            map["KubeVersion"] = version;
            return GoValue.Of(map);
        }
    }

    public override GoValue? Field(string name) => name switch
    {
        "KubeVersion" => version,
        "APIVersions" => apis,
        "HelmVersion" => GoValue.Of(HelmVersion()),
        _ => null,
    };

    /// <summary>Of the versions whose rules are followed.</summary>
    private GoMap HelmVersion()
    {
        var isThree = package == "chartutil";
        var map = new GoMap("version.BuildInfo");
        map["Version"] = GoValue.Of(isThree ? "v3.17.3" : "v4.2.3");
        map["GitCommit"] = GoValue.Of("");
        map["GitTreeState"] = GoValue.Of("clean");
        map["GoVersion"] = GoValue.Of(isThree ? "go1.23.7" : "go1.26.5");
        return map;
    }

    private sealed class VersionObject(string package, KubernetesVersion version) : GoObject
    {
        public override string TypeName => $"{package}.KubeVersion";

        public override GoValue Plain
        {
            get
            {
                var map = new GoMap();
                map["Major"] = Field("Major")!.Value;
                map["Minor"] = Field("Minor")!.Value;
                map["Version"] = Field("Version")!.Value;
                return GoValue.Of(map);
            }
        }

        public override GoValue Printed => GoValue.Of(ByteText.FromUnicode(version.Compared));

        public override GoValue? Field(string name) => name switch
        {
            "Version" or "GitVersion" => GoValue.Of(ByteText.FromUnicode(version.Full)),
            "String" => Printed,
            "Major" => GoValue.Of(version.Major),
            "Minor" => GoValue.Of(version.Minor),
            _ => null,
        };
    }

    private sealed class ApisObject : GoObject
    {
        private readonly IReadOnlyList<string> served;
        private readonly GoFunction has;

        public ApisObject(string package, IReadOnlyList<string> apiVersions)
        {
            TypeName = $"{package}.VersionSet";
            served = apiVersions;
            has = GoFunction.Of("Has", "string", (in call) => GoValue.Of(served.Contains(call.Text(0))));
        }

        public override string TypeName { get; }

        public override string KindName => "slice";

        public override bool IsTrue => served.Count > 0;

        public override GoValue Plain => GoValue.Of(GoList.Strings(served));

        public override GoFunction? Method(string name) => name == "Has" ? has : null;
    }
}
