/**
 * Who is let into which project: members, share links, requests for access, and the names of people; with the SQL.
 *
 * <p>Deliberately absent: what a role allows ({@code access}), and how people are known ({@code identity}).
 */
@NullMarked
package dev.easel.server.members;

import org.jspecify.annotations.NullMarked;
