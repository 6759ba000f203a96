using System.Net;
using Fairway.Cel.Functions;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>Addresses and networks: <c>ip('10.0.0.1')</c>, <c>cidr('10.0.0.0/8')</c>.</summary>
internal static class AddressLibrary
{
    public static void AddTo(FunctionBodies bodies)
    {
        bodies["string_to_ip"] = arguments => Ip(arguments[0]);
        bodies["family"] = arguments => CelInt.Of(((IpValue)arguments[0]).Family);
        bodies["ip.isCanonical"] = arguments => Ip(arguments[0]) switch
        {
            IpValue address => CelBool.Of(address.ToString() == Text(arguments[0])),
            var fault => fault,
        };
        bodies["isIP"] = arguments => CelBool.Of(Ip(arguments[0]) is IpValue);
        Ask(bodies, "isUnspecified", IsUnspecified);
        Ask(bodies, "isLoopback", IPAddress.IsLoopback);
        Ask(bodies, "isLinkLocalMulticast", IsLinkLocalMulticast);
        Ask(bodies, "isLinkLocalUnicast", IsLinkLocalUnicast);
        Ask(bodies, "isGlobalUnicast", IsGlobalUnicast);
        bodies["cidr"] = arguments => Cidr(arguments[0]);
        bodies["isCIDR"] = arguments => CelBool.Of(Cidr(arguments[0]) is CidrValue);
        bodies["cidr_ip"] = arguments => new IpValue(((CidrValue)arguments[0]).Address);
        bodies["prefixLength"] = arguments => CelInt.Of(((CidrValue)arguments[0]).Length);
        bodies["masked"] = arguments => ((CidrValue)arguments[0]).Masked;
        bodies["containsIP"] = arguments => (arguments[1] is CelString ? Ip(arguments[1]) : arguments[1]) switch
        {
            IpValue address => CelBool.Of(((CidrValue)arguments[0]).Contains(address.Address)),
            var fault => fault,
        };
        bodies["containsCIDR"] = arguments => (arguments[1] is CelString ? Cidr(arguments[1]) : arguments[1]) switch
        {
            CidrValue inner => CelBool.Of(Contains((CidrValue)arguments[0], inner)),
            var fault => fault,
        };
    }

    private static void Ask(FunctionBodies bodies, string function, Func<IPAddress, bool> test) =>
        bodies[function] = arguments => CelBool.Of(test(((IpValue)arguments[0]).Address));

    private static string Text(CelValue value) => ((CelString)value).Value;

    private static CelValue Ip(CelValue text) => AddressReader.ReadAddress(Text(text)) switch
    {
        ({ } address, _) => new IpValue(address),
        (_, var fault) => new CelError(fault!),
    };

    private static CelValue Cidr(CelValue text) => AddressReader.ReadNetwork(Text(text)) switch
    {
        ({ } address, var length, _) => new CidrValue(address, length),
        (_, _, var fault) => new CelError("network address parse error during conversion from string: " + fault),
    };

    private static bool Contains(CidrValue outer, CidrValue inner) =>
        outer.Length <= inner.Length && outer.Contains(inner.Address);

    private static bool IsUnspecified(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static bool IsLinkLocalUnicast(IPAddress address) =>
        address.IsIPv6LinkLocal || address.GetAddressBytes() is [169, 254, _, _];

    private static bool IsLinkLocalMulticast(IPAddress address) => address.GetAddressBytes() switch
    {
        [224, 0, 0, _] => true,
        [0xff, var scope, ..] and { Length: 16 } => (scope & 0x0f) == 2,
        _ => false,
    };

    private static bool IsGlobalUnicast(IPAddress address) =>
        !IsUnspecified(address)
        && !IPAddress.IsLoopback(address)
        && !address.Equals(IPAddress.Broadcast)
        && !IsLinkLocalUnicast(address)
        && !IsMulticast(address);

    private static bool IsMulticast(IPAddress address) => address.GetAddressBytes() switch
    {
        [>= 224 and < 240, _, _, _] => true,
        [0xff, ..] and { Length: 16 } => true,
        _ => false,
    };
}
