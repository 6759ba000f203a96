using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>A certificate and its private key, both PEM.</summary>
internal sealed class CertificateObject(string certificate, string key) : GoObject
{
    public const string Name = "sprig.certificate";

    public string Certificate { get; } = certificate;

    public string Key { get; } = key;

    public override string TypeName => Name;

    public override GoValue Plain
    {
        get
        {
            var map = new GoMap();
            map["Cert"] = GoValue.Of(Certificate);
            map["Key"] = GoValue.Of(Key);
            return GoValue.Of(map);
        }
    }

    public override GoValue Printed => GoValue.Of($"{{{Certificate} {Key}}}");

    public override GoValue? Field(string name) => name switch
    {
        "Cert" => GoValue.Of(Certificate),
        "Key" => GoValue.Of(Key),
        _ => null,
    };
}
