#if !NET
// SHA256.HashData, which netstandard2.0 lacks, under its modern name.
namespace System.Security.Cryptography;

internal static class HashMembers
{
    extension(SHA256)
    {
        public static byte[] HashData(byte[] source)
        {
            using var sha = SHA256.Create();
            return sha.ComputeHash(source);
        }
    }
}
#endif
