<%@ page contentType="text/html;charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<%@ taglib prefix="fmt" uri="http://java.sun.com/jsp/jstl/fmt" %>
<!DOCTYPE html>
<html lang="en">
<head><title>Lamp Shop</title><link rel="stylesheet" href="<c:url value='/static/shop.css'/>"></head>
<body>
<header><h1>Lamp Shop</h1>
<nav><a href="<c:url value='/account'/>">Account</a> · <a href="<c:url value='/downloads/catalog.csv'/>">Catalogue</a></nav></header>
<form action="<c:url value='/'/>"><input name="q" value="<c:out value='${query}'/>"> <button>Search</button></form>
<table>
<tr><th>Product</th><th>Description</th><th class="price">Price</th></tr>
<c:forEach items="${products}" var="product">
<tr><td><a href="<c:url value='/products/${product.id}'/>"><c:out value="${product.name}"/></a></td>
<td><c:out value="${product.description}"/></td>
<td class="price"><fmt:formatNumber value="${product.price}" minFractionDigits="2"/></td></tr>
</c:forEach>
</table>
</body>
</html>
